using YongAi.Edge.Pins;

// Runs every trial on real GPIO lines of the kernel; started by tests/vm/pins.sh in the virtual machine.
var (passed, failed) = (0, 0);
foreach (var trial in PinTrials.All)
{
    try
    {
        trial();
        passed++;
        Console.WriteLine($"  holds   {trial.Method.Name.Replace('_', ' ')}");
    }
    catch (Exception wrong) when (wrong is TrialFailed or IOException or UnauthorizedAccessException)
    {
        failed++;
        Console.WriteLine($"  FAILED  {trial.Method.Name.Replace('_', ' ')}: {wrong.Message}");
    }
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed > 0 || passed == 0 ? 1 : 0;
