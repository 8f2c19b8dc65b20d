using System.Diagnostics;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Pins;

/// <summary>Our driver of pins on gpio-sim, each trial on a chip of its own; where libgpiod can say it too, it is asked.</summary>
internal static class PinTrials
{
    private const int Lines = 8;

    public static ImmutableArray<Action> All { get; } =
    [
        Levels_are_read_by_name_and_by_offset_and_active_low_is_turned_round,
        Our_driver_reads_what_gpioget_reads_for_every_bias_and_sense,
        What_our_driver_drives_is_what_gpioset_drives,
        Outputs_are_idle_when_they_are_taken_and_idle_again_after_the_chip_came_back,
        An_edge_is_told_with_the_time_of_the_kernel,
        A_glitch_shorter_than_the_debounce_is_not_told_and_a_longer_level_is,
        After_a_burst_of_edges_the_level_is_right,
        A_line_that_gpioset_holds_is_named_with_its_owner_and_taken_when_it_is_free,
        A_line_of_ours_is_refused_to_gpioget,
        A_chip_that_is_unplugged_and_plugged_in_again_is_taken_again,
        What_a_site_file_can_get_wrong_is_said_in_words,
    ];

    private static void Levels_are_read_by_name_and_by_offset_and_active_low_is_turned_round()
    {
        using var chip = new SimulatedChip("levels", Lines, (2, "smoke"), (3, "mains"));
        chip.Pull(3, high: true);
        using var pins = new LinuxPins("board", chip.Node, [Input("smoke"), Input("mains") with { ActiveLow = true }, Input("5")]);
        var ear = Listen(pins);
        ear.Reads(0b000);
        chip.Pull(2, high: true);
        ear.Reads(0b001);
        chip.Pull(3, high: false);
        ear.Reads(0b011);
        chip.Pull(5, high: true);
        ear.Reads(0b111);
        chip.Pull(2, high: false);
        ear.Reads(0b110);
    }

    private static void Our_driver_reads_what_gpioget_reads_for_every_bias_and_sense()
    {
        using var chip = new SimulatedChip("bias", Lines);
        foreach (var (bias, word) in new[] { (PinBias.AsIs, "as-is"), (PinBias.PullUp, "pull-up"), (PinBias.PullDown, "pull-down"), (PinBias.None, "disable") })
            foreach (var activeLow in new[] { false, true })
                foreach (var high in new[] { false, true })
                {
                    chip.Pull(4, high);
                    var theirs = Trial.Tool("gpioget", [.. activeLow ? ["--active-low"] : Array.Empty<string>(), $"--bias={word}", chip.Node, "4"]);
                    chip.Pull(4, high);
                    using var pins = new LinuxPins("board", chip.Node, [Input("4") with { Bias = bias, ActiveLow = activeLow }]);
                    Listen(pins).Reads(theirs == "1" ? 1UL : 0UL);
                }
    }

    private static void What_our_driver_drives_is_what_gpioset_drives()
    {
        using var chip = new SimulatedChip("drive", Lines);
        foreach (var activeLow in new[] { false, true })
            foreach (var active in new[] { false, true })
            {
                using var tool = Trial.Begin("gpioset", [.. activeLow ? ["--active-low"] : Array.Empty<string>(), "--mode=wait", chip.Node, $"6={(active ? 1 : 0)}"]);
                Waits(() => Trial.Tool("gpioinfo", chip.Node).Contains("\"gpioset\"", StringComparison.Ordinal), "gpioset to hold the line");
                var theirs = chip.IsHigh(6);
                tool.StandardInput.WriteLine();
                tool.WaitForExit();
                using var pins = new LinuxPins("board", chip.Node, [Output("6") with { ActiveLow = activeLow }]);
                var ear = Listen(pins);
                ear.IsUp();
                pins.Drive(active ? 1UL : 0UL, 1);
                ear.Reads(active ? 1UL : 0UL);
                Trial.Same(theirs, chip.IsHigh(6), $"line 6 with active low {activeLow}, active {active}");
            }
    }

    private static void Outputs_are_idle_when_they_are_taken_and_idle_again_after_the_chip_came_back()
    {
        using var chip = new SimulatedChip("idle", Lines);
        using var pins = new LinuxPins("board", chip.Label, [Output("0"), Output("1") with { ActiveLow = true }, Input("2")]);
        var ear = Listen(pins);
        ear.IsUp();
        Trial.Same((false, true), (chip.IsHigh(0), chip.IsHigh(1)), "idle levels");
        pins.Drive(0b011, 0b111); // the third is an input and left alone
        Trial.Same((true, false), (chip.IsHigh(0), chip.IsHigh(1)), "driven levels");
        pins.Drive(0b000, 0b001);
        Trial.Same((false, false), (chip.IsHigh(0), chip.IsHigh(1)), "only the first goes back");
        ear.Reads(0b010);
        chip.Unplug();
        ear.IsDown("");
        pins.Drive(0b011, 0b011); // nobody is there to hear it, and it is not kept
        chip.Plug();
        ear.Reads(0b000);
        Trial.Same((false, true), (chip.IsHigh(0), chip.IsHigh(1)), "idle again");
    }

    private static void An_edge_is_told_with_the_time_of_the_kernel()
    {
        using var chip = new SimulatedChip("edge", Lines);
        using var pins = new LinuxPins("board", chip.Node, [Input("1"), Input("2") with { ActiveLow = true }]);
        var ear = Listen(pins);
        ear.Reads(0b10);
        var before = Nanoseconds;
        chip.Pull(1, high: true);
        ear.HeardEdges(1); // each line has a thread of the kernel: which of two comes first is nobody's promise
        chip.Pull(2, high: true);
        ear.HeardEdges(2);
        var (first, second, after) = (ear.Edges[0], ear.Edges[1], Nanoseconds);
        Trial.Same((0, true, 0U), (first.Pin, first.Rising, first.Lost), "the first edge");
        Trial.Same((1, false, 0U), (second.Pin, second.Rising, second.Lost), "the second edge, of a pin that is active low");
        Trial.Holds(before <= first.At && first.At <= second.At && second.At <= after, $"{before} <= {first.At} <= {second.At} <= {after}");
    }

    private static void A_glitch_shorter_than_the_debounce_is_not_told_and_a_longer_level_is()
    {
        using var chip = new SimulatedChip("bounce", Lines);
        using var pins = new LinuxPins("board", chip.Node, [Input("7") with { Debounce = TimeSpan.FromSeconds(2) }, Input("6")]);
        var ear = Listen(pins);
        ear.Reads(0b00);
        chip.Pull(7, high: true);
        chip.Pull(7, high: false);
        chip.Pull(6, high: true);
        ear.Reads(0b10);
        ear.KeepsReading(0b10);
        Trial.Same(0, ear.Edges.Count(edge => edge.Pin == 0), "edges of the pin that only bounced");
        chip.Pull(7, high: true);
        ear.Reads(0b11);
        Trial.Same(1, ear.Edges.Count(edge => edge.Pin == 0), "edges of the pin that stayed");
    }

    private static void After_a_burst_of_edges_the_level_is_right()
    {
        using var chip = new SimulatedChip("burst", Lines);
        using var pins = new LinuxPins("board", chip.Node, [Input("0")]);
        var ear = Listen(pins);
        ear.Reads(0);
        const int Pulls = 501;
        for (var n = 0; n < Pulls; n++) chip.Pull(0, n % 2 == 0);
        ear.Reads(1);
        ear.KeepsReading(1);
        // Pulls that follow upon each other at once are one interrupt of gpio-sim.
        var counted = ear.Edges.Length + ear.Edges.Sum(edge => (long)edge.Lost);
        Trial.Holds(ear.Edges.Length > 1 && counted <= Pulls, $"{counted} edges told or lost, of at most {Pulls}");
    }

    private static void A_line_that_gpioset_holds_is_named_with_its_owner_and_taken_when_it_is_free()
    {
        using var chip = new SimulatedChip("owner", Lines, (5, "fan"));
        using var tool = Trial.Begin("gpioset", "--mode=wait", chip.Node, "5=1");
        Waits(() => Trial.Tool("gpioinfo", chip.Node).Contains("\"gpioset\"", StringComparison.Ordinal), "gpioset to hold the line");
        using var pins = new LinuxPins("board", chip.Node, [Input("1"), Output("fan")]);
        var ear = Listen(pins);
        ear.IsDown("line fan is in use by gpioset");
        tool.StandardInput.WriteLine();
        tool.WaitForExit();
        ear.IsUp();
    }

    private static void A_line_of_ours_is_refused_to_gpioget()
    {
        using var chip = new SimulatedChip("ours", Lines);
        using var pins = new LinuxPins("board", chip.Node, [Input("3") with { Bias = PinBias.PullUp, ActiveLow = true }, Output("4")]);
        Listen(pins).IsUp();
        using var tool = Trial.Begin("gpioget", chip.Node, "3");
        tool.WaitForExit();
        Trial.Holds(tool.ExitCode != 0, "gpioget was given a line of ours");
        var about = Trial.Tool("gpioinfo", chip.Node).Split('\n');
        Trial.Holds(about.Any(line => line.Contains("line   3:", StringComparison.Ordinal) && line.Contains("\"yongai-edge\"", StringComparison.Ordinal)
            && line.Contains("input", StringComparison.Ordinal) && line.Contains("active-low", StringComparison.Ordinal)), $"gpioinfo on line 3: {string.Join('|', about)}");
        Trial.Holds(about.Any(line => line.Contains("line   4:", StringComparison.Ordinal) && line.Contains("\"yongai-edge\"", StringComparison.Ordinal)
            && line.Contains("output", StringComparison.Ordinal)), $"gpioinfo on line 4: {string.Join('|', about)}");
    }

    private static void A_chip_that_is_unplugged_and_plugged_in_again_is_taken_again()
    {
        using var chip = new SimulatedChip("plug", Lines);
        using var pins = new LinuxPins("board", chip.Label, [Input("0")]);
        var ear = Listen(pins);
        ear.Reads(0);
        chip.Unplug();
        ear.IsDown("");
        chip.Plug();
        chip.Pull(0, high: true);
        ear.Reads(1);
    }

    private static void What_a_site_file_can_get_wrong_is_said_in_words()
    {
        using var chip = new SimulatedChip("wrong", Lines, (0, "smoke"), (1, "twin"), (2, "twin"));
        Refused(chip.Node, [Input("smok")], "has no line smok: its 8 lines have offsets 0 to 7, and names like smoke, twin");
        Refused(chip.Node, [Input("8")], "has no line 8");
        Refused(chip.Node, [Input("twin")], "2 lines named twin: give the offset, one of 1, 2");
        Refused(chip.Node, [Input("smoke"), Input("0")], "line 0 is given twice");
        Refused("/dev/gpiochip99", [Input("0")], "cannot open /dev/gpiochip99");
        Refused("pinctrl-rp2", [Input("0")], "no GPIO chip labelled pinctrl-rp2: there are ");
        Refused("/dev/null", [Input("0")], "/dev/null is no GPIO chip");
        using var many = new SimulatedChip("kinds", 16);
        Refused(many.Node, [.. Enumerable.Range(0, 12).Select(n => Input($"{n}") with { Debounce = TimeSpan.FromMilliseconds(n + 1) })], "kinds: a chip takes 10 at once");
    }

    private static void Refused(string chip, ImmutableArray<PinRequest> wanted, string because)
    {
        using var pins = new LinuxPins("board", chip, wanted);
        Listen(pins).IsDown(because);
    }

    private static PinEar Listen(LinuxPins pins)
    {
        var ear = new PinEar();
        pins.Start(ear);
        return ear;
    }

    private static void Waits(Func<bool> holds, string what)
    {
        for (var look = 0; look < 100; look++)
        {
            if (holds()) return;
            Thread.Sleep(100);
        }
        throw new TrialFailed($"waited for {what}");
    }

    private static long Nanoseconds => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    private static PinRequest Input(string line) => new(line, PinUse.Input);

    private static PinRequest Output(string line) => new(line, PinUse.Output);
}
