using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace YongAi.CloudBridge;

/// <summary>The small web server and the log on the console.</summary>
internal static class LocalHttp
{
    /// <summary>Largest request head; nobody sends a body.</summary>
    private const int HeaderBytesMax = 8 * 1024;

    /// <summary>Connections at the same time.</summary>
    private const int ConnectionsMax = 100;

    /// <summary>Requests under way may end within, when the program stops.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    public static WebApplication Build(IPEndPoint at)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "yongai-cloud" });
        // The command line says it all: no settings file of the working folder changes anything here.
        builder.Configuration.Sources.Clear();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
            kestrel.Limits.MaxRequestLineSize = HeaderBytesMax;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Listen(at);
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.AddProblemDetails();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        return builder.Build();
    }
}
