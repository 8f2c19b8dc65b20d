using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control;

/// <summary>What the image of contacts, gauges and outputs becomes by a fact or an order. A name that the plan does not have is no fact.</summary>
internal static class SensorHearing
{
    public static Image Hear(Image image, SitePlan plan, Input input, TimeSpan now) => input switch
    {
        ContactsRead read => image with
        {
            Contacts = Changed(image.Contacts, plan.Contacts, p => p.Id, read.Contacts, state => state.Contact, (was, state) => was.Read(state.Active, now)),
        },
        ContactsSilent silent => image with
        {
            Contacts = Changed(image.Contacts, plan.Contacts, p => p.Id, silent.Contacts, id => id, (was, _) => was.Silent()),
        },
        GaugeRead read => image with
        {
            Gauges = Changed(image.Gauges, plan.Gauges, p => p.Id, [read], r => r.Gauge, (was, r) => was.Read(r.Values, now)),
        },
        GaugeSilent silent => image with
        {
            Gauges = Changed(image.Gauges, plan.Gauges, p => p.Id, [silent.Gauge], id => id, (was, _) => was.Silent()),
        },
        OutputsRead read => image with
        {
            Outputs = Changed(image.Outputs, plan.Outputs, p => p.Id, read.Outputs, state => state.Output, (was, state) => was with { On = state.On, At = now }),
        },
        OutputsSilent silent => image with
        {
            Outputs = Changed(image.Outputs, plan.Outputs, p => p.Id, silent.Outputs, id => id, (was, _) => was with { On = null, At = null }),
        },
        _ => image,
    };

    public static Image Ordered(Image image, SitePlan plan, Effect effect, TimeSpan now) => effect switch
    {
        OutputOn on => Ordered(image, plan, on.Output, now),
        OutputOff off => Ordered(image, plan, off.Output, null),
        _ => image,
    };

    private static Image Ordered(Image image, SitePlan plan, OutputPlan output, TimeSpan? at) => image with
    {
        Outputs = Changed(image.Outputs, plan.Outputs, p => p.Id, [output], o => o.Id, (was, _) => was with { OrderedAt = at }),
    };

    private static ImmutableArray<TImage> Changed<TImage, TPlan, TId, TWord>(ImmutableArray<TImage> images, ImmutableArray<TPlan> plans,
        Func<TPlan, TId> planned, ImmutableArray<TWord> words, Func<TWord, TId> named, Func<TImage, TWord, TImage> change)
        where TId : struct, IEquatable<TId>
    {
        var after = images.ToBuilder();
        foreach (var word in words)
            for (var n = 0; n < plans.Length; n++)
                if (planned(plans[n]).Equals(named(word))) after[n] = change(after[n], word);
        return after.DrainToImmutable();
    }
}
