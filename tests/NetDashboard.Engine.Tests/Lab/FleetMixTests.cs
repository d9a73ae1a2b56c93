using NetDashboard.Lab.Devices;

namespace NetDashboard.Engine.Tests.Lab;

public sealed class FleetMixTests
{
    [Fact]
    public void Weights_are_spread_evenly_and_the_same_way_every_time()
    {
        var spread = FleetMix.Parse("right=90, black-hole=10").Spread(1000).ToList();

        Assert.Equal(100, spread.Count(behaviour => behaviour is DeviceBehaviour.BlackHole));
        Assert.All(spread.Chunk(10), ten => Assert.Single(ten, DeviceBehaviour.BlackHole));
        Assert.Equal(spread, FleetMix.Parse("right=90,black-hole=10").Spread(1000));
    }

    [Fact]
    public void The_showcase_has_every_behaviour_but_hostile_in_forty_devices_and_is_mostly_right()
    {
        var spread = FleetMix.Parse("showcase").Spread(40).ToList();

        Assert.Equal(Enum.GetValues<DeviceBehaviour>().Where(behaviour => behaviour is not DeviceBehaviour.Hostile), spread.Distinct().Order());
        Assert.True(spread.Count(behaviour => behaviour is DeviceBehaviour.Right) > 20, "Fewer than half of the devices are right.");
        Assert.Equal(DeviceBehaviour.Right, spread[0]);
    }

    [Theory]
    [InlineData("right", "right=1")]
    [InlineData("wrong-password", "wrong-password=1")]
    [InlineData("Right=0,closes-after-password = 3", "right=0,closes-after-password=3")]
    public void A_mix_is_read_as_it_prints(string text, string printed) => Assert.Equal(printed, FleetMix.Parse(text).ToString());

    [Theory]
    [InlineData("", "'' is not a behaviour")]
    [InlineData("wrong", "'wrong' is not a behaviour. Choose from: right, wrong-password,")]
    [InlineData("right=many", "'right=many' is not a whole number")]
    [InlineData("right=-1", "'right=-1' is not a whole number")]
    [InlineData("right=0", "no weight above zero")]
    [InlineData("right,right=2", "names a behaviour twice")]
    public void A_mix_that_makes_no_sense_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<LabException>(() => FleetMix.Parse(text)).Message, StringComparison.Ordinal);
}
