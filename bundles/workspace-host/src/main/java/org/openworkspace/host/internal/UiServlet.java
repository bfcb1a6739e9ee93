package org.openworkspace.host.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The host's pages: one document, already in the person's language and theme, for every address
 * that the pages know; and its files, whose names change with what is in them.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
public final class UiServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Pattern PAGE =
            Pattern.compile("/|/signin|/apps|/settings(/history|/integrations/[^/]+(/help)?)?");
    private static final Pattern FILE = Pattern.compile("/assets/[A-Za-z0-9-]+\\.([a-z0-9]+)");
    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "svg", "image/svg+xml",
                    "woff2", "font/woff2");

    private final transient HttpSessions sessions;
    private final String document;

    @Activate
    public UiServlet(@Reference HttpSessions sessions) throws IOException {
        this.sessions = sessions;
        this.document =
                new String(
                        read("index.html")
                                .orElseThrow(
                                        () -> new IllegalStateException("index.html is missing")),
                        StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        var file = FILE.matcher(path);
        if (file.matches() && TYPES.containsKey(file.group(1))) {
            file(request, response, path.substring(1), TYPES.getOrDefault(file.group(1), ""));
        } else {
            page(request, response, PAGE.matcher(path).matches() ? 200 : 404);
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        Preference preference =
                SessionCookie.session(request, sessions)
                        .map(Session::preference)
                        .orElseGet(() -> Preference.of(request));
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream()
                .write(
                        document.replace("{{lang}}", preference.language())
                                .replace("{{theme}}", preference.theme())
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static void file(
            HttpServletRequest request, HttpServletResponse response, String name, String type)
            throws IOException {
        boolean gzip =
                Optional.ofNullable(request.getHeader("Accept-Encoding"))
                        .orElse("")
                        .contains("gzip");
        Optional<byte[]> compressed = gzip ? read(name + ".gz") : Optional.empty();
        Optional<byte[]> content = compressed.isPresent() ? compressed : read(name);
        if (content.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (compressed.isPresent()) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType(type);
        response.setContentLength(content.get().length);
        response.getOutputStream().write(content.get());
    }

    private static Optional<byte[]> read(String name) throws IOException {
        try (InputStream file = UiServlet.class.getResourceAsStream("/ui/" + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        }
    }
}
