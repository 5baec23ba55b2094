package io.metastep.cli.page;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of HTML. */
public final class Html {
    private Html() {}

    /** Text as it is, whatever characters it has; a number stays with its percent sign. */
    public static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace(" %", "&nbsp;%");
    }

    /** An element with a class and HTML in it. */
    public static String element(String name, String cssClass, String html) {
        return "<%s class=\"%s\">%s</%s>".formatted(name, cssClass, html, name);
    }

    public static String element(String name, String html) {
        return "<%s>%s</%s>".formatted(name, html, name);
    }

    /** A table that may be wider than the page; titles that begin with # head columns of numbers. */
    public static String table(List<String> titles, List<String> rows) {
        String head = titles.stream().map(Html::title).collect(Collectors.joining());
        return "<div class=\"scroll\"><table><thead><tr>%s</tr></thead><tbody>\n%s\n</tbody></table></div>"
                .formatted(head, String.join("\n", rows));
    }

    private static String title(String title) {
        return title.startsWith("#") ? element("th", "n", text(title.substring(1))) : element("th", text(title));
    }

    public static String words(String html) {
        return element("td", html);
    }

    public static String number(String html) {
        return element("td", "n", html);
    }

    public static String small(String text) {
        return element("small", text(text));
    }
}
