using YongAi.Edge.Control.Charging;

namespace YongAi.Edge.Tests.Control.Charging;

/// <summary>Domain section 3.3, our default.</summary>
public sealed class DeratingTests
{
    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0, 0.10)]
    [InlineData(4.9, 0.10)]
    [InlineData(5, 0.33)]
    [InlineData(15, 0.60)]
    [InlineData(25, 1)]
    [InlineData(44.9, 1)]
    [InlineData(45, 0.30)]
    [InlineData(49.9, 0.30)]
    [InlineData(50, 0)]
    [InlineData(70, 0)]
    public void A_pack_takes_so_much_of_its_current(double celsius, double share) =>
        Assert.Equal(share, Derating.Default.Share(celsius, celsius, cools: false));

    [Fact]
    public void The_worse_of_its_coldest_and_its_hottest_cell_counts() =>
        Assert.Equal(0.10, Derating.Default.Share(coldest: 4, hottest: 46, cools: false));

    [Fact]
    public void A_pack_stopped_for_heat_goes_on_only_well_below()
    {
        Assert.Equal(0, Derating.Default.Share(46, 46, cools: true));
        Assert.Equal(1, Derating.Default.Share(44, 44, cools: true));
    }
}
