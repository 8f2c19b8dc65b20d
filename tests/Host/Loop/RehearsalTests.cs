using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Tests.Host.Loop;

public sealed class RehearsalTests
{
    [Fact]
    public void A_rehearsed_scan_comes_as_far_as_the_frame_that_would_open_the_empty_slot()
    {
        using var rehearsal = new Rehearsal();
        byte[] opensTheFirstLock = [0x8A, 0x01, 0x01, 0x11, 0x9B];
        for (var round = 0; round < 3; round++) Assert.Contains(Convert.ToHexString(opensTheFirstLock), Convert.ToHexString(rehearsal.Play()));
    }
}
