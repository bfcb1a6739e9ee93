package org.openworkspace.host.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * All meters in Prometheus' text format, for whoever has the token; in the demo, which serves this
 * machine alone, for anybody.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient Meters meters;
    private final transient HostSettings settings;

    @Activate
    public MetricsServlet(@Reference Meters meters, @Reference HostSettings settings) {
        this.meters = meters;
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (settings.demo() || authorized(request)) {
            response.setContentType(TEXT);
            meters.scrape(response.getOutputStream(), TEXT);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter()
                    .write(
                            "Send .metrics.token of the configuration "
                                    + HostForm.PID
                                    + " as bearer token. Until it is set nobody is answered.\n");
        }
    }

    private boolean authorized(HttpServletRequest request) {
        String sent = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        return settings.metricsToken()
                .filter(
                        token ->
                                MessageDigest.isEqual(
                                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
                                        sent.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
