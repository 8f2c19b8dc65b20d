using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>The cabinet's lines under the hands of a proof: real ones with real time, or simulated ones with time of their own.</summary>
public interface IWorkbench
{
    /// <summary>What the sensors say.</summary>
    Sight Sight { get; }

    /// <summary>Has an effect done by the device that serves it.</summary>
    void Perform(Effect effect);

    /// <summary>Waits until something is so; false when it is not within the time.</summary>
    Task<bool> Until(Func<bool> isSo, TimeSpan within);
}

/// <summary>Who stands before the cabinet: has hands and eyes, and does what he is asked to.</summary>
public interface ICrewman
{
    /// <summary>Is told something.</summary>
    void Tell(Words words);

    /// <summary>Is asked to do something that the sensors will show; returns at once.</summary>
    Task Please(CrewTask task, int slot);

    /// <summary>Says which door stands open; null when none does.</summary>
    Task<int?> WhichDoorIsOpen();

    /// <summary>Says whether the door of a slot is closed.</summary>
    Task<bool> IsClosed(int slot);

    /// <summary>Is asked to move a contact, or to let it rest again; returns at once.</summary>
    Task Please(ContactPlan contact, bool acts);

    /// <summary>Says whether what he sees is so.</summary>
    Task<bool> Agrees(Words question);
}

/// <summary>What a crewman is asked to do.</summary>
public enum CrewTask { CloseDoor, PutPackIn, TakePackOut }

/// <summary>The same sentence in both languages.</summary>
public readonly record struct Words(string Chinese, string English);
