using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace YongAi.Edge.Host.Maintenance;

/// <summary><c>GET /api/cabinet</c>: reads what the loop last published and never touches the loop.</summary>
internal static class CabinetEndpoint
{
    public static void Map(IEndpointRouteBuilder app, Func<CabinetReport> report) =>
        app.MapGet("/api/cabinet", context =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsJsonAsync(report(), ReportJson.Readable.CabinetReport,
                cancellationToken: context.RequestAborted);
        });
}
