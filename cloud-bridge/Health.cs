using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Store;

namespace YongAi.CloudBridge;

/// <summary>Alive: the process answers and its store does. Ready: events can come in.</summary>
internal static class Health
{
    /// <summary>A store that has not answered a small question for this long is not alive.</summary>
    private static readonly TimeSpan StoreAnswersWithin = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes, IEventStore store, BrokerSession session, TimeProvider clock)
    {
        routes.MapGet("/health/live", async (CancellationToken cancel) =>
            await StoreTroubleAsync(store, clock, cancel) is { } trouble
                ? NotSo("Not alive", trouble) : TypedResults.Ok(new { alive = true }));
        routes.MapGet("/health/ready", async (CancellationToken cancel) =>
            (await StoreTroubleAsync(store, clock, cancel) ?? session.Trouble) is { } trouble
                ? NotSo("Not ready", trouble) : TypedResults.Ok(new { ready = true }));
    }

    private static async Task<string?> StoreTroubleAsync(IEventStore store, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            await store.PingAsync(cancel).WaitAsync(StoreAnswersWithin, clock, cancel);
            return null;
        }
        catch (TimeoutException)
        {
            return $"the store has not answered for {StoreAnswersWithin.TotalSeconds:0} s";
        }
    }

    private static IResult NotSo(string title, string detail) =>
        TypedResults.Problem(detail, title: title, statusCode: StatusCodes.Status503ServiceUnavailable);
}
