package io.metastep.cli.chart;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A canvas that becomes an {@code <svg>} element for HTML. */
final class Svg {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final SVGGraphics2D canvas;
    private final String id;
    private final int width;
    private final int height;

    Svg(String id, int width, int height) {
        this.id = id;
        this.width = width;
        this.height = height;
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setIDGenerator(new Ids(id));
        context.setComment("");
        canvas = new SVGGraphics2D(context, false);
        canvas.setSVGCanvasSize(new Dimension(width, height));
    }

    /** Several charts share a page, and what they refer to by id must be theirs. */
    private static final class Ids extends SVGIDGenerator {
        private final String chart;

        Ids(String chart) {
            this.chart = chart;
        }

        @Override
        public String generateID(String prefix) {
            return chart + "-" + super.generateID(prefix);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Broken installation: no XML parser", e);
        }
    }

    Graphics2D canvas() {
        return canvas;
    }

    /**
     * The element.
     *
     * @param description read out to those who cannot see the chart
     */
    String text(String description) {
        Element root = canvas.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 %d %d".formatted(width, height));
        root.setAttributeNS(null, "role", "img");
        root.setAttributeNS(null, "aria-label", description);
        try (var text = new StringWriter()) {
            canvas.stream(root, text, false, false);
            return fromRoot(text.toString()).replace("id=\"genericDefs\"", "id=\"%s-defs\"".formatted(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** HTML has no place for the XML declaration and the document type. */
    private static String fromRoot(String document) {
        return document.substring(document.indexOf("<svg"));
    }
}
