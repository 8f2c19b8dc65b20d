using System.Globalization;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>A crewman at the keyboard: reads what to do and answers with a number or the Enter key.</summary>
/// <param name="input">What he types; its end is an answer too: none.</param>
/// <param name="output">What he reads.</param>
/// <param name="english">In English; otherwise Chinese.</param>
public sealed class TerminalCrewman(TextReader input, TextWriter output, bool english) : ICrewman
{
    /// <inheritdoc/>
    public void Tell(Words words) => output.WriteLine(In(words));

    /// <inheritdoc/>
    public Task Please(CrewTask task, int slot)
    {
        Tell(task switch
        {
            CrewTask.CloseDoor => new($"  请关好 {slot} 号门", $"  please close door {slot}"),
            CrewTask.PutPackIn => new($"  请把一块没充满的电池放进 {slot} 号仓并插好插头",
                $"  please put a pack that is not full into slot {slot} and plug it in"),
            _ => new($"  请把 {slot} 号仓的电池取出来", $"  please take the pack out of slot {slot}"),
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<int?> WhichDoorIsOpen()
    {
        Tell(new("  现在哪扇门开着？输入门号，都关着就按回车：", "  which door stands open now? type its number, or Enter if none does:"));
        var typed = await input.ReadLineAsync();
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var door) ? door : null;
    }

    /// <inheritdoc/>
    public async Task<bool> IsClosed(int slot)
    {
        Tell(new($"  {slot} 号门是关好的吗？(y/n)", $"  is door {slot} closed? (y/n)"));
        return await input.ReadLineAsync() is { } typed && typed.Trim().StartsWith('y');
    }

    /// <inheritdoc/>
    public Task Please(ContactPlan contact, bool acts)
    {
        var name = contact.Id.Name;
        Tell(acts ? contact.Use switch
        {
            ContactUse.Smoke => new($"  请对“{name}”喷检测烟雾，或按它的测试键", $"  please blow test smoke at '{name}', or press its test key"),
            ContactUse.Flood => new($"  请把“{name}”的探头放进水里", $"  please put the probe of '{name}' into water"),
            ContactUse.EmergencyStop => new($"  请按下急停“{name}”", $"  please press the emergency stop '{name}'"),
            ContactUse.Leakage => new($"  请按漏电保护器“{name}”的试验键", $"  please press the test key of the breaker '{name}'"),
            ContactUse.Mains => new($"  请断开市电（“{name}”）", $"  please switch mains off ('{name}')"),
            ContactUse.ServiceDoor => new($"  请打开检修门（“{name}”）", $"  please open the service door ('{name}')"),
            ContactUse.SmokeEarly => new($"  请对“{name}”喷一点检测烟雾，只到预警为止", $"  please blow a trace of test smoke at '{name}', only up to its pre-alarm"),
            ContactUse.Release => new($"  先断开灭火剂，再拉动手动释放“{name}”", $"  unplug the extinguishing agent first, then pull the release '{name}'"),
            ContactUse.Tamper => new($"  请晃动柜体，让“{name}”动作", $"  please shake the cabinet for '{name}'"),
            _ => new($"  请短接“{name}”的触点，让它动作", $"  please bridge the contact of '{name}'"),
        } : new($"  请让“{name}”恢复原状", $"  please let '{name}' rest again"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> Agrees(Words question)
    {
        Tell(new($"  {question.Chinese}", $"  {question.English}"));
        return await input.ReadLineAsync() is { } typed && typed.Trim().StartsWith('y');
    }

    private string In(Words words) => english ? words.English : words.Chinese;
}
