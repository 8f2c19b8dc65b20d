using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Pins;

namespace YongAi.Edge.Tests.Devices;

public sealed class PinBankTests
{
    private static readonly ContactId Smoke = new("smoke");
    private static readonly ContactId Water = new("water");
    private static readonly CounterId Drop = new("drop");
    private static readonly OutputPlan Siren = new(new OutputId("siren"), OutputUse.Siren);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly PinBank bank = new(new BankWiring(new BankId("header"),
        [new ContactPin(Smoke), new ContactPin(Water), new CounterPin(Drop), new OutputPin(Siren)]));

    [Fact]
    public void One_look_tells_every_contact_and_output_of_the_chip()
    {
        Tell(bank.Open);
        var told = Tell(facts => bank.Read(0b1001, facts));
        Assert.Equal<ContactState>([new ContactState(Smoke, true), new ContactState(Water, false)], Assert.Single(told.OfType<ContactsRead>()).Contacts);
        Assert.Equal<OutputState>([new OutputState(Siren.Id, true)], Assert.Single(told.OfType<OutputsRead>()).Outputs);
    }

    [Fact]
    public void Pins_that_are_gone_are_all_unknown_and_what_they_say_then_is_heard_by_nobody()
    {
        Tell(bank.Open);
        var told = Tell(bank.Lost);
        Assert.Equal<ContactId>([Smoke, Water], Assert.Single(told.OfType<ContactsSilent>()).Contacts);
        Assert.Equal<OutputId>([Siren.Id], Assert.Single(told.OfType<OutputsSilent>()).Outputs);
        Assert.Equal(Drop, Assert.Single(told.OfType<CounterSilent>()).Counter);
        Assert.Empty(Tell(facts => bank.Read(1, facts)));
        Assert.Empty(Tell(facts => bank.Edge(2, rising: true, 0, facts)));
    }

    [Fact]
    public void Each_thing_that_drops_is_counted_once_and_a_new_beginning_is_told()
    {
        Assert.Equal(new CounterRead(Drop, 0), Assert.Single(Tell(bank.Open)));
        Assert.Equal(new CounterRead(Drop, 1), Assert.Single(Tell(facts => bank.Edge(2, rising: true, 0, facts))));
        Assert.Empty(Tell(facts => bank.Edge(2, rising: false, 0, facts)));
        Assert.Equal(new CounterRead(Drop, 2), Assert.Single(Tell(facts => bank.Edge(2, rising: true, 0, facts))));
        Assert.Equal(new CounterRead(Drop, 0), Assert.Single(Tell(bank.Open)));
    }

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(2, true, 1)]
    [InlineData(4, true, 2)]
    [InlineData(1, false, 1)]
    [InlineData(2, false, 1)]
    [InlineData(3, false, 2)]
    public void Pulses_the_kernel_had_no_room_for_are_counted_and_said_to_be_lost(long edges, bool rising, long pulses)
    {
        Tell(bank.Open);
        var told = Tell(facts => bank.Edge(2, rising, edges, facts));
        Assert.Equal(new CounterRead(Drop, pulses + (rising ? 1 : 0), pulses), Assert.Single(told));
    }

    [Fact]
    public void An_output_goes_on_by_an_order_and_off_when_nobody_renews_it()
    {
        Tell(bank.Open);
        Assert.True(bank.Take(new OutputOn(Siren, Lease), TimeSpan.Zero));
        Assert.Equal((0b1000UL, 0b1000UL), bank.Driven);
        Assert.False(bank.Take(new OutputOn(Siren, Lease), TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(40), bank.NextDeadline);
        Assert.False(bank.Lapse(TimeSpan.FromSeconds(39)));
        Assert.True(bank.Lapse(TimeSpan.FromSeconds(40)));
        Assert.Equal((0UL, 0b1000UL), bank.Driven);
        Assert.Null(bank.NextDeadline);
    }

    [Fact]
    public void An_output_whose_chip_comes_back_is_at_rest_until_it_is_ordered_again()
    {
        Tell(bank.Open);
        bank.Take(new OutputOn(Siren, Lease), TimeSpan.Zero);
        Tell(bank.Lost);
        Assert.False(bank.Take(new OutputOn(Siren, Lease), TimeSpan.Zero));
        Tell(bank.Open);
        Assert.Equal(0UL, bank.Driven.Levels);
        Assert.True(bank.Take(new OutputOn(Siren, Lease), TimeSpan.Zero));
    }

    [Fact]
    public void Looks_that_change_nothing_make_no_garbage()
    {
        Tell(bank.Open);
        var facts = new Facts();
        var deaf = new Ear();
        for (var look = 0; look < 10; look++) Look();
        deaf.Told.Capacity = 4096;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var look = 0; look < 1000; look++) Look();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Look()
        {
            bank.Read(0b0001, facts);
            facts.TellTo(deaf);
        }
    }

    private static List<Input> Tell(Action<Facts> act)
    {
        var facts = new Facts();
        var ear = new Ear();
        act(facts);
        facts.TellTo(ear);
        return ear.Told;
    }

    private sealed class Ear : ILineOutput
    {
        public List<Input> Told { get; } = [];

        public void Send(ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("pins have no bytes");

        public void Tell(Input input) => Told.Add(input);
    }
}
