using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host;

/// <summary>
/// The small web server on loopback and the log on the console. Its limits keep a flood away from the loop; no request ever feeds
/// the watchdog.
/// </summary>
public static class LocalHttp
{
    /// <summary>Largest request body.</summary>
    public const int BodyBytesMax = 16 * 1024;

    /// <summary>Largest request head.</summary>
    public const int HeaderBytesMax = 8 * 1024;

    /// <summary>Connections at the same time.</summary>
    public const int ConnectionsMax = 20;

    /// <summary>A request's head has to be there within.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(5);

    /// <summary>An idle connection is closed after.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(30);

    /// <summary>Requests of one path in a second, on the long run; twice as many at once. All readers are this computer.</summary>
    public const int RequestsPerSecondMax = 100;

    /// <summary>Requests under way may end within, when the program stops.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    public static WebApplication Build(IPEndPoint at)
    {
        // The site file says it all: no settings file of the working folder, no variable of the environment changes anything here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "yongai-edge" });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
            kestrel.Limits.MaxRequestLineSize = HeaderBytesMax;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.KeepAliveTimeout = IdleAfter;
            kestrel.Listen(at);
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddConsole(console => console.FormatterName = OneLine.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter, OneLine>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        // A name that somebody's DNS points at this computer is no name of it (DNS rebinding).
        builder.Services.AddHostFiltering(names =>
        {
            names.AllowedHosts = ["localhost", at.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{at.Address}]" : $"{at.Address}"];
            names.AllowEmptyHosts = false;
            names.IncludeFailureMessage = false;
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(OfPath);
        });
        var app = builder.Build();
        app.UseHostFiltering();
        app.UseRouting(); // the limiter goes by the path
        app.UseRateLimiter();
        return app;
    }

    /// <summary>Each path that is served has a limit of its own, so that a flood of one leaves the others; all else shares one.</summary>
    private static RateLimitPartition<string> OfPath(HttpContext context) =>
        RateLimitPartition.GetTokenBucketLimiter(context.GetEndpoint()?.DisplayName ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * RequestsPerSecondMax,
            TokensPerPeriod = RequestsPerSecondMax / 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(0.1),
            QueueLimit = 0,
        });
}
