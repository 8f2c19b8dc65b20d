using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Store;
using YongAi.Edge.Uplink;

namespace YongAi.CloudBridge.Fleet;

/// <summary>What other programs ask the bridge. Errors are problem+json (RFC 9457).</summary>
internal sealed class FleetEndpoints(IEventStore store, Acknowledger acknowledger)
{
    private const string NdJson = "application/x-ndjson";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cabinets", CabinetsAsync);
        routes.MapGet("/api/cabinets/{cabinet}", CabinetAsync);
        routes.MapGet("/api/cabinets/{cabinet}/events", EventsAsync);
    }

    private async Task<IResult> CabinetsAsync(CancellationToken cancel) => TypedResults.Ok(new
    {
        cabinets = (await store.CabinetsAsync(cancel)).Select(cabinet => new { cabinet, href = $"/api/cabinets/{cabinet}" }),
    });

    private async Task<IResult> CabinetAsync(string cabinet, CancellationToken cancel) =>
        await store.CabinetAsync(cabinet, cancel) is { } record
            ? TypedResults.Ok(CabinetJson.Of(record, acknowledger)) : Unknown(cabinet);

    private async Task<IResult> EventsAsync(string cabinet, string? after, string? max, CancellationToken cancel)
    {
        var most = IEventStore.PageMax;
        if (max is not null && (!int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most < 1))
            return Wrong($"max={max} is not 1 to {IEventStore.PageMax}");
        if (!TryReadAfter(cabinet, after, out var from))
            return Wrong($"after={after} is not the id of an event of {cabinet}: {cabinet}-JOURNAL-POSITION");
        try
        {
            if (await store.EventsAsync(cabinet, from, most, cancel) is not { } page)
                return Wrong($"no event {after} is on disk");
            return page.IsEmpty && from is null && await store.CabinetAsync(cabinet, cancel) is null
                ? Unknown(cabinet) : Lines(page);
        }
        catch (EventDamaged damaged)
        {
            return TypedResults.Problem(damaged.Message, title: "Damaged on disk",
                statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    // An event's id is where the next page begins: {cabinet}-{journal}-{position}.
    private static bool TryReadAfter(string cabinet, string? after, out (string Journal, long Position)? from)
    {
        from = null;
        if (after is null) return true;
        var parts = after.StartsWith(cabinet + "-", StringComparison.Ordinal) ? after[(cabinet.Length + 1)..].Split('-') : [];
        if (parts.Length != 2 || !EventNames.IsDrawn(parts[0])) return false;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return false;
        from = (parts[0], position);
        return true;
    }

    private static IResult Lines(ImmutableArray<byte[]> page) => TypedResults.Stream(async stream =>
    {
        foreach (var body in page)
        {
            await stream.WriteAsync(OneLine(body));
            await stream.WriteAsync("\n"u8.ToArray());
        }
    }, NdJson);

    // Within JSON a raw line break can only be white space between tokens (RFC 8259, section 7), so a blank says the same.
    private static byte[] OneLine(byte[] json)
    {
        if (json.AsSpan().IndexOfAny((byte)'\r', (byte)'\n') < 0) return json;
        var line = (byte[])json.Clone();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        return line;
    }

    private static IResult Wrong(string detail) =>
        TypedResults.Problem(detail, title: "Wrong question", statusCode: StatusCodes.Status400BadRequest);

    private static IResult Unknown(string cabinet) => TypedResults.Problem(
        $"Nothing was ever heard of a cabinet '{cabinet}'; GET /api/cabinets lists those that were.",
        title: "Unknown cabinet", statusCode: StatusCodes.Status404NotFound);
}
