using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Simulators;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// The driver of every family opens a door over a real terminal, in real time: no byte of its frames is one that a line
/// changes.
/// </summary>
public sealed class LockPseudoTerminalTests
{
    public static TheoryData<string> Families => LockFamily.Names;

    [Theory, MemberData(nameof(Families))]
    public void A_door_is_opened_over_a_real_terminal(string family)
    {
        using var site = new FamilySite(family);
        using var cabinet = new TerminalCabinet(File.ReadAllText(site.SiteFile));
        using var end = cabinet.End("locks");
        end.LiveUntil(() => Enumerable.Range(1, FamilySite.Slots).All(slot => end.Door(slot) == DoorState.Closed));
        foreach (var slot in new[] { 1, FamilySite.Slots })
        {
            end.Fire(slot);
            end.LiveUntil(() => end.Door(slot) == DoorState.Open);
        }
        Assert.Equal(2, end.Facts<LockFired>().Count());
        Assert.All(Enumerable.Range(1, FamilySite.Slots),
            slot => Assert.Equal(slot is 1 or FamilySite.Slots ? 1 : 0, cabinet.Look(slot).Pulses));
    }
}
