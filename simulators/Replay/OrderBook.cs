using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Simulators.Replay;

/// <summary>
/// What the cabinet ordered, told from the bytes it led to: a record holds bytes, and the drivers of a replay have to be given the order.
/// Made by giving each order to drivers on a silent line and looking what they send that they do not send by themselves.
/// </summary>
public sealed class OrderBook
{
    /// <summary>Leases that a site file can set, in whole seconds.</summary>
    private const int LeaseLeast = 10, LeaseMost = 120;

    /// <summary>By then a line of silent boards has asked everything that it asks by itself.</summary>
    private static readonly TimeSpan AsksBy = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan RestsBy = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan OrderedBy = TimeSpan.FromMilliseconds(1500);

    private readonly Dictionary<string, Effect> orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> alone;
    private readonly Dictionary<string, Effect> reads = new(StringComparer.Ordinal);

    /// <param name="wiring">The line.</param>
    public OrderBook(LineWiring wiring)
    {
        var quiet = new Trial(wiring);
        quiet.Run(AsksBy);
        alone = quiet.Sent.ToHashSet(StringComparer.Ordinal);
        var slots = Enumerable.Range(1, SlotsMax).Select(number => new SlotNumber(number)).ToArray();
        var line = new SharedLine(wiring);
        foreach (var slot in slots)
        {
            foreach (var effect in Orders(slot).Where(line.Serves))
                foreach (var request in After(wiring, effect).Where(request => !alone.Contains(request)).Take(1)) orders.TryAdd(request, effect);
            if (line.Serves(new ReadAgain(slot)) && FirstAfter(wiring, new ReadAgain(slot)) is { } read)
                reads.TryAdd(read, new ReadAgain(slot));
        }
    }

    /// <summary>Slots of the largest cabinet.</summary>
    private const int SlotsMax = 32;

    /// <summary>The order behind a request that no driver makes by itself; null for all others.</summary>
    public Effect? OrderOf(byte[] request) => orders.GetValueOrDefault(Convert.ToHexString(request));

    /// <summary>What makes a driver ask this before its turn.</summary>
    public Effect? ReadOf(byte[] request) => reads.GetValueOrDefault(Convert.ToHexString(request));

    /// <summary>How many characters of a request are those of one that the drivers make; addresses stand near its head.</summary>
    public int Knows(byte[] request)
    {
        var text = Convert.ToHexString(request);
        return alone.Contains(text) || orders.ContainsKey(text) || reads.ContainsKey(text) ? int.MaxValue
            : alone.Concat(orders.Keys).Concat(reads.Keys).Max(known => (int?)text.AsSpan().CommonPrefixLength(known)) ?? 0;
    }

    private static IEnumerable<Effect> Orders(SlotNumber slot)
    {
        yield return new FireLock(slot);
        yield return new StopCharging(slot);
        // The longest first: where the bytes do not tell the lease, the cabinet renews or ends it, not the driver.
        for (var seconds = LeaseMost; seconds >= LeaseLeast; seconds--) yield return new ChargeOrder(slot, TimeSpan.FromSeconds(seconds));
    }

    private static List<string> After(LineWiring wiring, Effect effect)
    {
        var trial = new Trial(wiring);
        trial.Perform(effect);
        trial.Run(OrderedBy);
        return trial.Sent;
    }

    /// <summary>Asked while nothing else is: what goes out next is what was ordered.</summary>
    private static string? FirstAfter(LineWiring wiring, Effect effect)
    {
        var trial = new Trial(wiring);
        trial.Run(RestsBy);
        trial.Rest(AsksBy);
        trial.Sent.Clear();
        trial.Perform(effect);
        trial.Run(AsksBy);
        return trial.Sent.FirstOrDefault();
    }

    /// <summary>Drivers on a line where nobody answers.</summary>
    private sealed class Trial : ILineOutput
    {
        private readonly SharedLine line;
        private TimeSpan now;
        private int asked;

        public Trial(LineWiring wiring)
        {
            line = new SharedLine(wiring);
            line.Open(At(TimeSpan.Zero), this);
        }

        public List<string> Sent { get; } = [];

        public void Perform(Effect effect) => line.Perform(effect, At(now), this);

        public void Run(TimeSpan until)
        {
            while (line.NextDeadline is { } due && due <= until) Lapse(due);
        }

        /// <summary>Until no answer is waited for.</summary>
        public void Rest(TimeSpan until)
        {
            while (line.Counts.Answered + line.Counts.Unanswered < asked && line.NextDeadline is { } due && due <= until) Lapse(due);
        }

        private void Lapse(TimeSpan due)
        {
            now = due;
            line.Lapse(At(now), this);
        }

        public void Send(ReadOnlySpan<byte> bytes)
        {
            asked++;
            Sent.Add(Convert.ToHexString(bytes));
        }

        public void Tell(Input input) { }

        private static Moment At(TimeSpan elapsed) => new(elapsed, DateTimeOffset.UnixEpoch, TimeTrust.Untrusted);
    }
}
