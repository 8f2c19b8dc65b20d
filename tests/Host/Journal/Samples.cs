using System.Collections.Immutable;
using System.Reflection;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>Events with every field filled, made from their constructors, so that a new event or field is tried by itself.</summary>
internal static class Samples
{
    public static Type[] EventTypes { get; } =
        [.. typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>An event of a type. The seed moves every value; an odd one leaves out what may be left out.</summary>
    public static Event Of(Type type, int seed = 0)
    {
        var maker = type.GetConstructors().Single();
        var nullability = new NullabilityInfoContext();
        object?[] values = [.. maker.GetParameters().Select((parameter, n) =>
            seed % 2 == 1 && nullability.Create(parameter).ReadState == NullabilityState.Nullable
                ? null
                : Value(parameter.ParameterType, seed + n))];
        return (Event)maker.Invoke(values);
    }

    /// <summary>A moment whose every part is used to the last 100 ns.</summary>
    public static Moment MomentOf(long seed) => new(TimeSpan.FromTicks(12_345_678_901 + seed * 10_000_019),
        new DateTimeOffset(2026, 3, 9, 8, 7, 6, TimeSpan.Zero).AddTicks(1_234_567 + seed * 10_000_021),
        (TimeTrust)(seed % 4), TimeSpan.FromTicks(seed * 77 % 150_000_000));

    /// <summary>So many entries of all kinds after a position.</summary>
    public static ImmutableArray<Entry> Entries(long after, int count) =>
        [.. Enumerable.Range(0, count).Select(n => after + n + 1).Select(position =>
            new Entry(position, MomentOf(position), Of(EventTypes[(int)(position % EventTypes.Length)], (int)(position % 1000))))];

    private static object Value(Type type, int seed)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Value(inner, seed);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(seed % Enum.GetValues(type).Length)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return Many(type, seed);
        if (type == typeof(string)) return $"text \"{seed}\" 骑手 ÿ\t'";
        if (type == typeof(bool)) return seed % 2 == 0;
        if (type == typeof(int)) return 3 + seed;
        if (type == typeof(long)) return 5_000_000_000L + seed;
        if (type == typeof(double)) return 0.1 + seed;
        if (type == typeof(TimeSpan)) return TimeSpan.FromTicks(123_456_789 + seed);
        if (type == typeof(SlotNumber)) return new SlotNumber(1 + seed % SlotNumber.Max);
        if (type == typeof(PackId)) return PackId.From($"YA4824{seed:D10}");
        if (type == typeof(PackClass)) return new PackClass($"48V{seed}Ah");
        if (type == typeof(StateOfCharge)) return new StateOfCharge(seed % 101);
        if (type == typeof(KindCount)) return new KindCount($"kind-{seed}", 1 + seed);
        if (type == typeof(RiderId)) return new RiderId($"issuer:{seed}", $"R-{seed}/中");
        if (type == typeof(CodeKey)) return new CodeKey($"ning/hai{seed}", $"00ff{seed:x12}");
        if (type == typeof(ItemId)) return new ItemId($"item-{seed}");
        if (type == typeof(ChannelId)) return new ChannelId($"channel-{seed}");
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, 20).AddDays(seed);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 20, 23, 59, 58, TimeSpan.FromHours(8)).AddTicks(seed);
        if (type == typeof(Badge))
            return new Badge(new RiderId($"crew:{seed}", "W-7"), new CodeKey("ning/hai", $"00ff{seed:x12}"), seed, seed + 1, seed + 2, null, "YA1:");
        throw new InvalidOperationException($"Samples knows no value of {type}: add one");
    }

    private static object Many(Type type, int seed)
    {
        var element = type.GetGenericArguments()[0];
        var two = Array.CreateInstance(element, 2);
        two.SetValue(Value(element, seed), 0);
        two.SetValue(Value(element, seed + 1), 1);
        return typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create)
            && method.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(element).Invoke(null, [two])!;
    }
}
