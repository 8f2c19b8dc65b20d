namespace YongAi.Simulators.World.Hazards;

/// <summary>A contact that heat, smoke or water moves.</summary>
public readonly record struct HazardContact(string Name, string Use, int? Slot);

/// <summary>
/// Fire, smoke, heat and water in one cabinet: heat goes from packs into their slots, from slot to slot and into the cabinet; smoke fills
/// slots and cabinet and clears slowly. No chance and no clock: each step follows from the one before. Costs nothing until something begins.
/// </summary>
public sealed class CabinetHazards(CabinetWorld world)
{
    // Watts a kelvin; assumed, for sheets of steel with air behind them.
    private const double SlotToCabinet = 2, CabinetToOutside = 10;
    // 60 kg of steel. Assumed.
    private const double CabinetJoulesPerKelvin = 30_000;
    // A pack's housing radiates like a dull body of 0.15 m2. Assumed.
    private const double RadiatesPerKelvin4 = 5.67e-8 * 0.8 * 0.15, KelvinAtZero = 273.15;
    // Cubic metres, and cubic metres a second through gaps. Assumed.
    private const double SlotCubic = 0.04, CabinetCubic = 0.8, SlotLeaks = 0.005, CabinetLeaks = 0.002;
    // A burning pack fills so many cubic metres a second with smoke of 1 dB/m; fog of an aerosol. Assumed.
    private const double FireSmokes = 3, AerosolFogs = 2;
    // The detector at the ceiling has all of it, others half.
    private const double AtCeiling = 1, Below = 0.5;
    // Burning gas is as much heat again as stays in the pack, or more; so much comes to each neighbour where slots are parted worst. Assumed.
    private const double FlamesMost = 0.4, PartedWell = 1, PartedWorst = 13;
    private const double CalmKelvin = 1, CalmSmoke = 0.02;
    private static readonly TimeSpan StepMost = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<SimulatedPack, PackFire> fires = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, int? Slot, SmokeDetector Detector)> detectors = [];
    private ImmutableArray<HazardContact> contacts = [];
    private ImmutableArray<SlotPlace> places = [];
    private double outside, sunUntil, sunPerMinute, smoke;
    private bool probeWet, tripped;
    private TimeSpan at;

    /// <summary>Something burns, smokes, is flooded or too warm.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Packs that have caught fire since the beginning.</summary>
    public int Burned => fires.Values.Count(fire => fire.Burns || fire.IsSpent);

    /// <summary>Smoke in the cabinet, dB/m.</summary>
    public double Smoke => smoke;

    public Water Water { get; } = new();

    /// <summary>Watts a kelvin between neighbours: a cabinet whose slots are parted well has 1, one of bare sheets some 12. Assumed.</summary>
    public double SlotToSlot { get; set; } = 2;

    /// <summary>The air outside, which only a heat wave makes another than that inside.</summary>
    public double OutsideCelsius => IsOn ? outside : world.AirCelsius;

    /// <summary>The contacts that are wired in this cabinet.</summary>
    public void Fit(ImmutableArray<HazardContact> wired)
    {
        contacts = wired;
        foreach (var (name, _, slot) in wired.Where(contact => contact.Use == "smoke"))
        {
            var hasAll = slot is not null || name.Contains("top", StringComparison.Ordinal);
            detectors.Add((name, slot, new SmokeDetector(hasAll ? AtCeiling : Below)));
        }
    }

    /// <summary>Air in a slot; null: in the cabinet.</summary>
    public double AirIn(int? slot) => IsOn && slot is { } number && PlaceOf(number) is { } place ? place.Celsius : world.AirCelsius;

    /// <summary>A pack has a short inside of so many watts.</summary>
    public void Short(SimulatedPack pack, double watts, TimeSpan now)
    {
        Begin(now);
        FireOf(pack).ShortWatts = watts;
    }

    public void LetWaterIn(double centimetres, double risesPerMinute, TimeSpan until, TimeSpan now)
    {
        Begin(now);
        Water.ComeIn(centimetres, risesPerMinute, until);
    }

    /// <summary>Sun and air make the cabinet warm, or it cools to so many degrees again.</summary>
    public void HeatWave(double celsius, double perMinute, TimeSpan now)
    {
        Begin(now);
        (sunUntil, sunPerMinute) = (celsius, perMinute);
        outside = Math.Min(outside, celsius);
    }

    /// <summary>Lets time pass for packs, slots and air.</summary>
    public void Pass(TimeSpan now)
    {
        while (at < now)
        {
            var step = now - at < StepMost ? now - at : StepMost;
            at += step;
            Step(step);
        }
        if (IsCalm()) IsOn = false;
    }

    private void Begin(TimeSpan now)
    {
        if (IsOn) return;
        (IsOn, at, outside, sunUntil, sunPerMinute) = (true, now, world.AirCelsius, world.AirCelsius, 0);
        if (places.IsEmpty) places = [.. world.Slots.Select(_ => new SlotPlace(world.AirCelsius))];
        else foreach (var place in places) place.Celsius = world.AirCelsius;
    }

    private void Step(TimeSpan step)
    {
        var seconds = step.TotalSeconds;
        for (var i = 0; i < places.Length; i++) PassSlot(i, seconds, step);
        PassWalls(seconds);
        smoke -= smoke * Math.Min(1, CabinetLeaks / CabinetCubic * seconds);
        foreach (var (name, slot, detector) in detectors)
            if (detector.Pass(slot is { } number ? PlaceOf(number)!.Smoke : smoke, seconds)) world.Around.SetContact(name, detector.Says);
        PassWater(seconds);
    }

    private void PassSlot(int i, double seconds, TimeSpan step)
    {
        var (slot, place) = (world.Slots[i], places[i]);
        var source = 0.0;
        if (slot.Pack is { } pack)
        {
            var fire = fires.GetValueOrDefault(pack);
            if (fire is null && pack.Celsius >= PackFire.SelfHeatsFrom) fire = FireOf(pack);
            var into = fire?.SetFree(seconds) ?? 0;
            var (own, around) = (pack.Celsius + KelvinAtZero, place.Celsius + KelvinAtZero);
            var radiates = RadiatesPerKelvin4 * (own * own * own * own - around * around * around * around) * seconds;
            var gives = pack.WattsPerKelvin * (pack.Celsius - place.Celsius) * seconds;
            world.Rest(slot, step, place.Celsius);
            pack.Celsius += (into - radiates) / pack.JoulesPerKelvin;
            place.Celsius += (radiates + gives) / SlotPlace.JoulesPerKelvin;
            if (fire is { Burns: true }) Lick(i, into);
            source = (fire?.Smokes ?? 0) * FireSmokes;
            if (place.LightsNow()) Fire(slot.Number, fire);
        }
        if (place.Fogs(seconds)) source += AerosolFogs;
        if (source == 0 && place.Smoke == 0) return;
        place.Smoke += source / SlotCubic * seconds;
        var leaks = Math.Min(place.Smoke * SlotCubic, place.Smoke * SlotLeaks * seconds);
        place.Smoke -= leaks / SlotCubic;
        smoke += leaks / CabinetCubic;
    }

    /// <summary>Flames come through gaps to the packs beside.</summary>
    private void Lick(int i, double joules)
    {
        var share = FlamesMost * Math.Clamp((SlotToSlot - PartedWell) / (PartedWorst - PartedWell), 0, 1);
        if (i > 0 && world.Slots[i - 1].Pack is { } above) above.Celsius += joules * share / above.JoulesPerKelvin;
        if (i + 1 < places.Length && world.Slots[i + 1].Pack is { } below) below.Celsius += joules * share / below.JoulesPerKelvin;
    }

    private void Fire(int slot, PackFire? fire)
    {
        fire?.Damp();
        foreach (var contact in contacts)
            if (contact.Use == "aerosol" && (contact.Slot is null || contact.Slot == slot)) world.Around.SetContact(contact.Name, true);
    }

    private void PassWalls(double seconds)
    {
        var into = (outside - world.AirCelsius) * CabinetToOutside * seconds;
        for (var i = 0; i < places.Length; i++)
        {
            var gives = (places[i].Celsius - world.AirCelsius) * SlotToCabinet * seconds;
            places[i].Celsius -= gives / SlotPlace.JoulesPerKelvin;
            into += gives;
            if (i == 0) continue;
            var across = (places[i].Celsius - places[i - 1].Celsius) * SlotToSlot * seconds / SlotPlace.JoulesPerKelvin;
            places[i].Celsius -= across;
            places[i - 1].Celsius += across;
        }
        world.AirCelsius += into / CabinetJoulesPerKelvin;
        if (sunPerMinute <= 0) return;
        var by = sunPerMinute * seconds / 60;
        var left = sunUntil - world.AirCelsius;
        world.AirCelsius += Math.Clamp(left, -by, by);
        outside += Math.Clamp(sunUntil - outside, -by, by);
    }

    private void PassWater(double seconds)
    {
        if (!Water.IsOn && !probeWet) return;
        Water.Pass(seconds, at);
        if (Water.Level >= Water.ProbeAt != probeWet)
        {
            probeWet = !probeWet;
            SetAll("flood", probeWet);
        }
        if (Water.Level >= Water.MainsAt && !tripped)
        {
            tripped = true;
            SetAll("leakage", true);
        }
        for (var i = 0; i < world.Slots.Length && Water.Reaches(i); i++)
            if (world.Slots[^(i + 1)].Pack is { } pack) pack.BoardDead = true;
    }

    private void SetAll(string use, bool active)
    {
        foreach (var contact in contacts)
            if (contact.Use == use) world.Around.SetContact(contact.Name, active);
    }

    private bool IsCalm()
    {
        if (Water.IsOn || probeWet || smoke > CalmSmoke || sunPerMinute > 0 || detectors.Exists(each => each.Detector.Says)) return false;
        foreach (var place in places)
            if (Math.Abs(place.Celsius - outside) > CalmKelvin || place.Smoke > CalmSmoke) return false;
        foreach (var slot in world.Slots)
            if (slot.Pack is { } pack && fires.TryGetValue(pack, out var fire) && (fire.IsLively || pack.Celsius > outside + 2 * CalmKelvin))
                return false;
        return true;
    }

    private PackFire FireOf(SimulatedPack pack) => fires.TryGetValue(pack, out var fire) ? fire : fires[pack] = new PackFire(pack);

    private SlotPlace? PlaceOf(int number)
    {
        for (var i = 0; i < places.Length; i++)
            if (world.Slots[i].Number == number) return places[i];
        return null;
    }
}
