using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Host.Site;

/// <summary>The parts of the site file about swaps: every deadline and try of domain table B1, and what the operator decides.</summary>
internal static class SiteSwaps
{
    private const string TakeIn = "take-in", HandBack = "hand-back";
    /// <summary>Less calm than this after restart upon restart is for a stand on which nobody stands before a door; our own number.</summary>
    private const int CalmLeast = 30;

    public static SwapTimes Times(SiteSection site, SiteFaults faults)
    {
        var d = new SwapTimes();
        if (site.Find("times") is not { } at) return d;
        return SiteSection.Read(at, faults, section =>
        {
            TimeSpan Seconds(string key, int least, int most, TimeSpan absent) =>
                TimeSpan.FromSeconds(section.Whole(key, least, most, (int)absent.TotalSeconds));

            var times = d with
            {
                OpenWithin = Seconds("open_within_s", 2, 30, d.OpenWithin),
                TriesPerDoor = section.Whole("tries_per_door", 1, 3, d.TriesPerDoor),
                DoorsMax = section.Whole("doors_max", 1, 3, d.DoorsMax),
                InsertWithin = Seconds("insert_within_s", 10, 300, d.InsertWithin),
                InsertGrace = Seconds("insert_grace_s", 0, 300, d.InsertGrace),
                PromptEvery = Seconds("prompt_every_s", 5, 120, d.PromptEvery),
                DoorDebounce = Seconds("door_debounce_s", 1, 5, d.DoorDebounce),
                SettleWithin = Seconds("settle_within_s", 3, 30, d.SettleWithin),
                VerifyWithin = Seconds("verify_within_s", 10, 120, d.VerifyWithin),
                PlugInAfter = Seconds("plug_in_after_s", 5, 60, d.PlugInAfter),
                PlugInTries = section.Whole("plug_in_tries", 0, 3, d.PlugInTries),
                WakeWithin = Seconds("wake_within_s", 0, 120, d.WakeWithin),
                TakeWithin = Seconds("take_within_s", 10, 300, d.TakeWithin),
                TakePromptAfter = Seconds("take_prompt_after_s", 5, 120, d.TakePromptAfter),
                CloseWithin = Seconds("close_within_s", 5, 300, d.CloseWithin),
                UndoWithin = Seconds("undo_within_s", 0, 60, d.UndoWithin),
                ConsentWithin = Seconds("consent_within_s", 15, 120, d.ConsentWithin),
                ClaimWithin = Seconds("claim_within_s", 0, 900, d.ClaimWithin),
                QueueFor = Seconds("queue_for_s", 0, 120, d.QueueFor),
                UnplannedWithin = Seconds("unplanned_within_s", 10, 300, d.UnplannedWithin),
                UnknownWithin = Seconds("unknown_within_s", 60, 3600, d.UnknownWithin),
                RecoverWithin = Seconds("recover_within_s", 10, 120, d.RecoverWithin),
                SteadyAfter = Seconds("steady_after_s", 2, 600, d.SteadyAfter),
            };
            // A door that has to stay closed longer than the sensors are given would never be judged.
            if (times.SettleWithin < times.DoorDebounce)
                faults.Add(section.Find("settle_within_s") ?? section.Node, "settle_within_s 不能小于 door_debounce_s",
                    "settle_within_s has to be at least door_debounce_s");
            if (times.SteadyAfter.TotalSeconds < CalmLeast)
                faults.Warn(section.Find("steady_after_s") ?? section.Node, "steady_after_s 小于 30 秒只适合试验台",
                    "steady_after_s under 30 is for a test stand only");
            return times;
        }) ?? d;
    }

    public static SwapPolicy Policy(SiteSection site, SiteFaults faults)
    {
        var d = new SwapPolicy();
        return site.Find("swaps") is not { } at ? d : SiteSection.Read(at, faults, section => new SwapPolicy
        {
            ConsentFrom = new StateOfCharge(section.Whole("consent_from", 20, 100, d.ConsentFrom.Percent)),
            SuspectPacks = section.Word("suspect_packs", [HandBack, TakeIn], d.SuspectPacks == SuspectPacks.TakeIn ? TakeIn : HandBack) == TakeIn
                ? SuspectPacks.TakeIn : SuspectPacks.HandBack,
            EarlySwapWithin = TimeSpan.FromMinutes(section.Whole("early_swap_within_min", 0, 1440, (int)d.EarlySwapWithin.TotalMinutes)),
            EarlySwapEvery = TimeSpan.FromHours(section.Whole("early_swap_every_h", 1, 168, (int)d.EarlySwapEvery.TotalHours)),
        }) ?? d;
    }
}
