using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>Lives a way, whole or cut, from the first stock to the accounts at its end.</summary>
internal static class CutTelling
{
    private const string Own = "YA48240000000099";
    private static readonly TimeSpan StockTakes = TimeSpan.FromSeconds(4), VisitMost = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TooSoonToComplain = TimeSpan.FromSeconds(65);
    /// <summary>A lease runs out, a case is looked at, charging begins: what follows a visit by itself.</summary>
    private static readonly TimeSpan Follows = TimeSpan.FromSeconds(4), Rests = TimeSpan.FromSeconds(6);

    /// <summary>A way that nobody cuts: what left the rig from his coming to a moment after his leaving.</summary>
    public static ImmutableArray<Passed> Places(CutWay way)
    {
        using var life = new CutLife(way);
        Before(life, way);
        var from = life.Disk.Dry.Count;
        life.Arm([]);
        life.Come(way.Comes, InTheDark.GoesOn);
        Assert.True(life.Until(() => life.Person!.IsGone, VisitMost), $"{way} comes to no end");
        life.Wait(Follows);
        Assert.Contains(life.Disk.Dry.Skip(from), entry => way.EndsBy(entry.Event));
        ImmutableArray<Passed> places = [.. life.Points.All];
        End(life, way, isLate: false);
        Assert.Null(life.Looks.FirstBreach);
        return places;
    }

    /// <summary>A way with cuts, to its end. What it left the rig after its last cut until all was settled is in its points.</summary>
    public static CutLife Cut(CutWay way, InTheDark dark, CutPlant plant, params Cut[] cuts)
    {
        var life = new CutLife(way, plant);
        Before(life, way);
        life.Arm(cuts);
        life.Come(way.Comes, dark);
        if (!life.Until(() => life.HasFallen == cuts.Length, VisitMost)) throw new InvalidOperationException("it was not cut");
        life.Until(() => life.IsSettled, CutLife.DarkFor + VisitMost);
        return life;
    }

    /// <summary>He goes on until he leaves, and the books are closed.</summary>
    public static void End(CutLife life, CutWay way, bool isLate)
    {
        life.Until(() => life.Person!.IsGone && life.IsSettled, VisitMost);
        life.Wait(Rests);
        life.Until(() => life.IsSettled, Rests);
        life.Accounts.Close(life.Cabinet!.Ledger, life.Person!.Hand, way.Comes.Brings, isLate);
    }

    private static void Before(CutLife life, CutWay way)
    {
        life.Wait(StockTakes);
        if (way.SwappedBefore)
        {
            life.Come(new Comes(Own), InTheDark.GoesOn);
            Assert.True(life.Until(() => life.Person!.IsGone, VisitMost));
            Assert.Equal(way.Comes.Brings, life.Person!.Hand);
            life.Wait(way.GapMinutes > 0 ? TooSoonToComplain : Rests);
        }
        if (!way.HeldBefore) return;
        life.Come(new Comes(Own), InTheDark.StandsStill);
        Assert.True(life.Until(() => life.Disk.Dry.Any(entry => entry.Event is PackInserted), VisitMost));
        life.Fall(new Cut(0, Left.Yes, 0, Boards: true));
        life.Wait(CutLife.DarkFor + TimeSpan.FromSeconds(12));
        Assert.NotEmpty(life.Cabinet!.Ledger.Cases);
    }
}
