using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>What the cabinet decided, a line a thing, in words short enough to be reviewed.</summary>
internal static partial class Story
{
    /// <summary>One event as a line: its name, then its parts.</summary>
    public static string Line(Event e) => CrewId().Replace(Whole(e), "crew-$1");

    private static string Whole(Event e) => e switch
    {
        CodeAccepted c => $"CodeAccepted swap={c.Swap} rider={c.Rider.Subject} purpose={c.Purpose}",
        CommandAccepted c => Parts(c with { Badge = null, First = null, Expires = 0, Reason = "" }).Replace(" reason= expires=0", "")
            + (c.First is { } first ? $" with={first.Crew}" : ""),
        ProblemReported r => string.Create(CultureInfo.InvariantCulture, $"ProblemReported {r.Number} rider={r.Rider.Subject} words={r.Words} visit={r.Visit}"),
        GoodsStarted g => Parts(g with { Due = null, Offline = false }).Replace(" offline=False", ""),
        CommandDone d => Parts(d with { Expires = 0 }).Replace(" expires=0", "").Replace(" again=False", ""),
        _ => Parts(e),
    };

    /// <summary>One effect as a line, or null for what the story does not need: renewed leases, readings asked for.</summary>
    public static string? Line(Effect effect) => effect switch
    {
        FireLock fire => $"fire lock {fire.Slot}",
        Say say => "say " + Said(say.Prompt),
        ReadAgain or CheckChannel or ChargeOrder or StopCharging or OutputOn or OutputOff => null,
        HandOut order => $"hand out {order.Channel}, order {order.Order}",
        _ => Parts(effect),
    };

    /// <summary>The id of a crew's act holds random bytes of its credential; its counter is enough to tell acts apart.</summary>
    [GeneratedRegex("crew-[0-9a-f]{16}-[0-9]+-([0-9]+)")]
    private static partial Regex CrewId();

    private static string Said(Prompt prompt)
    {
        var text = new StringBuilder(prompt.Key.ToString());
        if (prompt.Slot is { } slot) text.Append(CultureInfo.InvariantCulture, $" slot={slot}");
        if (prompt.Seconds is { } seconds) text.Append(CultureInfo.InvariantCulture, $" seconds={seconds}");
        if (prompt.Percent is { } percent) text.Append(CultureInfo.InvariantCulture, $" percent={percent}");
        if (prompt.Case is { } number) text.Append(CultureInfo.InvariantCulture, $" case={number}");
        if (prompt.Why is { } why) text.Append(CultureInfo.InvariantCulture, $" why={why}");
        if (prompt.Item is { } item) text.Append(CultureInfo.InvariantCulture, $" item={item.English}");
        if (prompt.Due is { } due) text.Append(CultureInfo.InvariantCulture, $" due={due:yyyy-MM-dd HH:mm}");
        return text.ToString();
    }

    private static string Parts(object thing)
    {
        var text = new StringBuilder(thing.GetType().Name);
        foreach (var property in thing.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                     .Concat(thing is VisitEvent ? [typeof(VisitEvent).GetProperty(nameof(VisitEvent.Visit))!] : [])
                     .Concat(thing is TransactionEvent ? [typeof(TransactionEvent).GetProperty(nameof(TransactionEvent.Swap))!] : []))
        {
            if (property.Name is "EqualityContract" or "MakesSafe" || property.GetIndexParameters().Length > 0) continue;
            if (property.Name == "Visit" && property.DeclaringType != typeof(VisitEvent)) continue;
            if (property.Name == "Swap" && property.DeclaringType != typeof(TransactionEvent)) continue;
            if (IsUsual(thing, property)) continue;
            if (Value(property.GetValue(thing)) is { } value)
                text.Append(' ').Append(char.ToLowerInvariant(property.Name[0])).Append(property.Name.AsSpan(1)).Append('=').Append(value);
        }
        return text.ToString();
    }

    // What has a default is told only where it differs.
    private static bool IsUsual(object thing, PropertyInfo property) =>
        thing.GetType().GetConstructors().SelectMany(maker => maker.GetParameters())
            .FirstOrDefault(one => one.Name == property.Name && one.HasDefaultValue) is { DefaultValue: var usual }
        && Equals(property.GetValue(thing) is Enum word ? Convert.ToInt32(word, CultureInfo.InvariantCulture) : property.GetValue(thing),
            usual is Enum other ? Convert.ToInt32(other, CultureInfo.InvariantCulture) : usual);

    private static string? Value(object? value) => value switch
    {
        null => null,
        RiderId rider => rider.Subject,
        StateOfCharge charge => charge.Percent.ToString(CultureInfo.InvariantCulture) + "%",
        TimeSpan span => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s",
        System.Collections.IEnumerable many and not string => string.Join('+', many.Cast<object>()),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
