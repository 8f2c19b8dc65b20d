using System.Globalization;
using System.Text;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>Kind of damage, and how often each thing came of it.</summary>
internal sealed class DamageTable
{
    private static readonly Outcome[] Columns =
        [Outcome.CleanPrefix, Outcome.SetAside, Outcome.ToldByRowCheck, Outcome.Harmless, Outcome.Wrong];

    private readonly StringBuilder text = new("cases  prefix   aside  by-sum    harmless   wrong\n");

    public void Add(string name, IEnumerable<Outcome> outcomes)
    {
        var counts = outcomes.CountBy(outcome => outcome).ToDictionary();
        text.Append(CultureInfo.InvariantCulture, $"{counts.Values.Sum(),5}");
        foreach (var column in Columns) text.Append(CultureInfo.InvariantCulture, $"{counts.GetValueOrDefault(column),8}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name}");
    }

    public override string ToString() => text.ToString();
}
