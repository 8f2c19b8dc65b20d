using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>Codes shown too often, in too many places, or made to break what reads them.</summary>
public sealed class CodeFloodTests : IDisposable
{
    private readonly ScenarioScript script = new();

    public void Dispose() => script.Dispose();

    private ScenarioCabinet Cabinet => script.Cabinet;

    [Fact]
    public void One_code_at_two_scanners_at_once_opens_one_door()
    {
        script.Play("> stock");
        var code = Draw("chen");
        Cabinet.Told(new CodeScanned("left", code));
        Cabinet.Told(new CodeScanned("right", code));
        Cabinet.Wait(TimeSpan.FromSeconds(3));
        Assert.Single(Events<SwapStarted>());
        Assert.Equal(1, Cabinet.LocksFired);
    }

    [Fact]
    public void A_used_code_is_refused_at_the_other_scanner_also_after_a_restart()
    {
        script.Play("> stock");
        var code = Draw("chen");
        Cabinet.Told(new CodeScanned("left", code));
        Cabinet.Wait(TimeSpan.FromSeconds(3));
        // He closes the door and goes: the code has opened a door and is spent.
        Cabinet.Door(12).Open = false;
        Cabinet.Wait(TimeSpan.FromSeconds(10));
        Cabinet.Door(12).Open = false;
        Cabinet.Wait(TimeSpan.FromSeconds(15));
        Assert.Single(Events<SwapEnded>());
        var fired = Cabinet.LocksFired;
        Cabinet.Restart(inkLost: false);
        Cabinet.Wait(TimeSpan.FromSeconds(10));
        Cabinet.Told(new CodeScanned("right", code));
        Cabinet.Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(fired, Cabinet.LocksFired);
        Assert.Single(Events<SwapStarted>());
    }

    [Fact]
    public void A_hundred_texts_a_second_are_mostly_unseen_and_written_as_a_few_counts()
    {
        script.Play("> stock");
        var genuine = Draw("chen");
        var forged = genuine[..^1] + (genuine[^1] == '0' ? '1' : '0');
        const int seconds = 30, each = 10;
        for (var tick = 0; tick < seconds * 10; tick++)
        {
            for (var i = 0; i < each; i++) Cabinet.Told(new CodeScanned("scanner", forged));
            Cabinet.Wait(TimeSpan.FromMilliseconds(100));
        }
        Cabinet.Wait(TimeSpan.FromMinutes(2));
        var counts = Events<CodesRefused>().ToList();
        Assert.Equal(seconds * 10 * each, counts.Sum(count => count.Count));
        var checkedCodes = counts.Where(count => count.Why != Refusal.NotACode).Sum(count => count.Count);
        Assert.InRange(checkedCodes, 1, 5 * (seconds + 1));
        Assert.InRange(counts.Count, 1, 8);
    }

    [Fact]
    public void A_flood_at_the_scanner_takes_no_door_from_the_rider_who_is_served()
    {
        script.Play("> stock");
        Cabinet.Told(new CodeScanned("scanner", Draw("chen")));
        var forged = Draw("li")[..^2] + "00";
        for (var tick = 0; tick < 100; tick++)
        {
            for (var i = 0; i < 10; i++) Cabinet.Told(new CodeScanned("scanner", forged));
            Cabinet.Wait(TimeSpan.FromMilliseconds(100));
            if (tick > 20 && Cabinet.Door(12) is { Open: true, Pack: null } door) (door.Pack, door.Charge, door.Open) = ("YA48240000000099", 22, false);
        }
        Assert.Equal([DoorFor.Insert, DoorFor.Take], Events<DoorOpened>().Select(opened => opened.For));
        Assert.Equal(2, Cabinet.LocksFired);
    }

    private string Draw(string rider) => script.Phone(rider, "48V24Ah").Draw("swap", Cabinet.Moment.Wall);

    private IEnumerable<T> Events<T>() where T : Event => Cabinet.Disk.Select(entry => entry.Event).OfType<T>();
}
