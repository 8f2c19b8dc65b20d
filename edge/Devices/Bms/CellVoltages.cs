using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms;

/// <summary>The lowest and the highest of a pack's cells, gathered one by one.</summary>
internal struct CellVoltages
{
    private int lowest;
    private int highest;

    /// <summary>The two; null as long as no cell said anything.</summary>
    public readonly CellRange? Range => highest == 0 ? null : new CellRange(new(lowest / 1000.0), new(highest / 1000.0));

    /// <summary>A place for a cell that says 0 holds none: a cell without any voltage cannot be told from it.</summary>
    public void Add(int millivolts)
    {
        if (millivolts == 0) return;
        lowest = highest == 0 ? millivolts : Math.Min(lowest, millivolts);
        highest = Math.Max(highest, millivolts);
    }
}
