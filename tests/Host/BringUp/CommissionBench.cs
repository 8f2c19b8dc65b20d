using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Tests.Devices;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>Drivers on a simulated cabinet in virtual time, as a proof sees it.</summary>
internal sealed class CommissionBench(SimulatedLines lines) : IWorkbench
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private int heard;

    public Sight Sight { get; } = new(Enumerable.Range(1, 12));

    public void Perform(Effect effect) => lines.Perform(effect);

    public Task<bool> Until(Func<bool> isSo, TimeSpan within)
    {
        for (var passed = TimeSpan.Zero; ; passed += Step)
        {
            for (; heard < lines.Told.Count; heard++) Sight.Hear(lines.Told[heard]);
            if (isSo()) return Task.FromResult(true);
            if (passed >= within) return Task.FromResult(false);
            lines.Run(Step);
        }
    }
}

/// <summary>Somebody who does what he is asked to, sees which door is open, and says what he saw.</summary>
internal sealed class CommissionCrew(SimulatedLines lines) : ICrewman
{
    public List<string> Heard { get; } = [];

    public void Tell(Words words) => Heard.Add(words.English);

    public Task Please(CrewTask task, int slot)
    {
        var open = lines.Cabinet.World.Slots.FirstOrDefault(it => it.DoorOpen)?.Number;
        _ = task switch
        {
            CrewTask.CloseDoor => lines.Do(new CloseDoor(slot)),
            CrewTask.TakePackOut => lines.Do(new TakePack(open ?? slot)),
            _ => lines.Do(new PutPack(open ?? slot, $"YA4824000000{1000 + slot:0000}", 40)),
        };
        return Task.CompletedTask;
    }

    public Task<int?> WhichDoorIsOpen() => Task.FromResult(lines.Cabinet.World.Slots.FirstOrDefault(slot => slot.DoorOpen)?.Number);

    public Task Please(ContactPlan contact, bool acts)
    {
        lines.Do(new SetContact(contact.Id.Name, acts != (contact.Use == ContactUse.Mains)));
        return Task.CompletedTask;
    }

    public Task<bool> Agrees(Words question)
    {
        // Of an output he sees whether it works; a reading looks right to him.
        var named = lines.Cabinet.World.Around.Outputs.Where(output => question.English.Contains($"'{output.Key}'", StringComparison.Ordinal)).ToArray();
        return Task.FromResult(named.Length == 0 || named[0].Value);
    }

    public Task<bool> IsClosed(int slot) => Task.FromResult(!lines.Cabinet.World.Find(slot)!.DoorOpen);
}
