using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace YongAi.Edge.Host.Metrics;

/// <summary><c>GET /health/live</c> and <c>GET /health/ready</c>: 200, or 503 with the reasons.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app, Health health)
    {
        app.MapGet("/health/live", context => Answer(context, health.Live()));
        app.MapGet("/health/ready", context => Answer(context, health.Ready()));
    }

    private static Task Answer(HttpContext context, HealthAnswer answer)
    {
        context.Response.StatusCode = answer.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, HealthJson.Default.HealthAnswer, cancellationToken: context.RequestAborted);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
