package io.metastep.cli.pilot;

import io.metastep.optimizees.Task;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads a class that somebody wrote as a task. */
final class TaskClass {
    static final String CLASS_PATH_VARIABLE = "METASTEP_CLASS_PATH";

    private final String name;
    private final @Nullable String addedClassPath;
    private final ForeignCode code;

    /**
     * The class of this name.
     *
     * @param addedClassPath what the launcher added to the class path, for messages; null for nothing
     */
    TaskClass(String name, @Nullable String addedClassPath) {
        this.name = name;
        this.addedClassPath = addedClassPath;
        code = new ForeignCode(name);
    }

    /**
     * A task made by the constructor without parameters.
     *
     * @throws IllegalArgumentException if that cannot be done; says why, and what is expected
     */
    Task instance() {
        Class<?> loaded = load();
        require(
                !Modifier.isAbstract(loaded.getModifiers()),
                "is abstract or an interface; name a class to make a task of");
        require(isPublic(loaded), "is not public; make it public");
        require(Task.class.isAssignableFrom(loaded), "does not implement " + Task.class.getName());
        return make(constructor(loaded.asSubclass(Task.class)));
    }

    private Class<?> load() {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw problem("is not on the class path; %s%s".formatted(classPath(), nested()), e);
        } catch (UnsupportedClassVersionError e) {
            throw problem(
                    "was compiled for a later Java than this one, %d; compile it with --release %1$d"
                            .formatted(Runtime.version().feature()),
                    e);
        } catch (NoClassDefFoundError e) {
            throw problem(
                    "cannot be loaded (%s); are all jars that it needs in %s?"
                            .formatted(e.getMessage(), CLASS_PATH_VARIABLE),
                    e);
        } catch (LinkageError e) {
            throw problem("cannot be loaded: " + e, e);
        }
    }

    private String classPath() {
        if (addedClassPath == null || addedClassPath.isBlank()) {
            return "give its jar or folder of classes to the launcher in %s, which is not set"
                    .formatted(CLASS_PATH_VARIABLE);
        }
        List<String> missing = missing(addedClassPath);
        return "%s is %s%s"
                .formatted(
                        CLASS_PATH_VARIABLE,
                        addedClassPath,
                        missing.isEmpty() ? "" : ", of which there is no " + String.join(", ", missing));
    }

    private static List<String> missing(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty() && !entry.endsWith("*") && !Files.exists(Path.of(entry)))
                .toList();
    }

    /** Java separates a nested class from its owner by a dollar sign. */
    private String nested() {
        int dot = name.lastIndexOf('.');
        String other = dot < 0 ? name : name.substring(0, dot) + "$" + name.substring(dot + 1);
        return exists(other) ? "; did you mean '" + other + "'?" : "";
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, TaskClass.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> owner = type.getDeclaringClass();
        return Modifier.isPublic(type.getModifiers()) && (owner == null || isPublic(owner));
    }

    private Constructor<? extends Task> constructor(Class<? extends Task> type) {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw problem("has no public constructor without parameters; add one", e);
        }
    }

    private Task make(Constructor<? extends Task> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            code.log(cause);
            throw problem("failed in its constructor: " + cause, e);
        } catch (ReflectiveOperationException | LinkageError e) {
            code.log(e);
            throw problem("cannot be made: " + e, e);
        }
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(name + " " + problem);
        }
    }

    private IllegalArgumentException problem(String problem, Throwable cause) {
        return new IllegalArgumentException(name + " " + problem, cause);
    }
}
