using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>
/// <c>GET /maintenance</c> for people and <c>GET /api/cabinet</c> for programs: both read what the loop last published and never
/// touch the loop, so they answer also while it is stuck.
/// </summary>
public static class MaintenanceEndpoints
{
    /// <summary>Nothing from elsewhere, no script, no form, in nobody's frame.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] Style = ReadStyle();

    public static void Map(IEndpointRouteBuilder app, SiteHost host, Func<CabinetReport> report)
    {
        app.MapGet("/api/cabinet", context => Answer(context, http =>
            http.Response.WriteAsJsonAsync(report(), ReportJson.Readable.CabinetReport, cancellationToken: http.RequestAborted)));
        app.MapGet("/maintenance", context => Answer(context, http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.ContentSecurityPolicy = Policy;
            var view = new PageView(host.Door, host.UtcOffset, Refreshes: http.Request.Query["refresh"] != "off");
            return http.Response.WriteAsync(MaintenancePage.Of(report(), view), http.RequestAborted);
        }));
        app.MapGet("/maintenance.css", context => Answer(context, http =>
        {
            http.Response.ContentType = "text/css; charset=utf-8";
            return http.Response.Body.WriteAsync(Style, http.RequestAborted).AsTask();
        }));
    }

    private static Task Answer(HttpContext context, Func<HttpContext, Task> write)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return write(context);
    }

    private static byte[] ReadStyle()
    {
        using var style = typeof(MaintenanceEndpoints).Assembly.GetManifestResourceStream("maintenance.css")
            ?? throw new InvalidOperationException("the style sheet was not built in");
        using var bytes = new MemoryStream();
        style.CopyTo(bytes);
        return bytes.ToArray();
    }
}
