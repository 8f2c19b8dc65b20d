using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>What a dock board says of its places, and which power bank is to be asked for its name next.</summary>
/// <param name="fit">How the board is fitted.</param>
public sealed class DockPlaces(DockFit fit)
{
    /// <summary>A power bank charges slowly: it is asked so often. Our own number.</summary>
    public static readonly TimeSpan BanksEvery = TimeSpan.FromSeconds(30);

    private readonly BankPlace?[] places = new BankPlace?[DockFit.Places + 1];
    private readonly TimeSpan[] askBankAt = new TimeSpan[DockFit.Places + 1];

    /// <summary>Whether a power bank lies in a place; null when nobody knows.</summary>
    public bool? IsFull(int place) => places[place]?.Present;

    /// <summary>Nothing is known of any place.</summary>
    public void Forget() => Array.Clear(places);

    /// <summary>The places were read: a bit for each that is full.</summary>
    public void Read(byte full, TimeSpan now)
    {
        foreach (var (channel, place) in fit.Channels)
        {
            var present = (full >> (place - 1) & 1) == 1;
            if (IsFull(place) == present) continue;
            places[place] = new BankPlace(channel, present, null, null);
            askBankAt[place] = now;
        }
    }

    /// <summary>The place whose power bank is to be asked; null when none is due.</summary>
    public int? BankToAsk(TimeSpan now)
    {
        foreach (var (_, place) in fit.Channels)
            if (IsFull(place) == true && askBankAt[place] <= now) return place;
        return null;
    }

    /// <summary>A power bank was asked, whatever it said.</summary>
    public void BankAsked(int place, TimeSpan now) => askBankAt[place] = now + BanksEvery;

    /// <summary>A power bank said who it is.</summary>
    public void BankRead(int place, ReadOnlySpan<byte> data)
    {
        if (places[place] is { Present: true } known)
            places[place] = known with { Serial = DockFrames.SerialIn(data), Charge = DockFrames.ChargeIn(data) };
    }

    /// <summary>Tells all of them.</summary>
    public void Tell(Facts facts) => facts.Add(new DockRead([.. fit.Channels.Select(channel => places[channel.Place]).OfType<BankPlace>()]));
}
