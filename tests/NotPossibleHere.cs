namespace YongAi.Edge.Tests;

/// <summary>
/// This machine cannot run a test: a program, a right or a device is missing. The test fails, and tests/run.sh lists it apart from
/// the others, by name and reason, so that it is neither counted as passed nor passed over.
/// </summary>
/// <param name="reason">What is missing, and how to get it.</param>
public sealed class NotPossibleHere(string reason) : Exception(Mark + reason)
{
    /// <summary>What tests/run.sh looks for.</summary>
    public const string Mark = "not possible here: ";
}
