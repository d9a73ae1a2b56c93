using System.Collections.Immutable;

namespace NetDashboard.Lab.Devices;

/// <summary>Which part of a fleet behaves how: weights, spread evenly over the devices and the same way every time.</summary>
public sealed class FleetMix
{
    private const int MaxWeight = 1_000_000;

    private FleetMix(ImmutableArray<(DeviceBehaviour Behaviour, int Weight)> parts) => Parts = parts;

    /// <summary>Every device is right; the default.</summary>
    public static FleetMix Right { get; } = new([(DeviceBehaviour.Right, 1)]);

    /// <summary>Mostly right, and every other behaviour but hostile at least once in 40 devices.</summary>
    public static FleetMix Showcase { get; } = new(
    [
        (DeviceBehaviour.Right, 22),
        (DeviceBehaviour.WrongPassword, 1),
        (DeviceBehaviour.RetiredAccount, 4),
        (DeviceBehaviour.WrongEnable, 2),
        (DeviceBehaviour.Slow, 2),
        (DeviceBehaviour.Silent, 1),
        (DeviceBehaviour.Refused, 1),
        (DeviceBehaviour.ClosesEarly, 1),
        (DeviceBehaviour.NoPasswordSet, 2),
        (DeviceBehaviour.Legacy, 2),
        (DeviceBehaviour.BlackHole, 1),
        (DeviceBehaviour.ClosesAfterPassword, 1),
    ]);

    /// <summary>Behaviours with their weights, in the order given; at least one weight is above zero.</summary>
    public ImmutableArray<(DeviceBehaviour Behaviour, int Weight)> Parts { get; }

    /// <summary>A fleet of one behaviour.</summary>
    public static FleetMix Of(DeviceBehaviour behaviour) => new([(behaviour, 1)]);

    /// <summary>Reads <c>right=90,black-hole=10</c>, one name alone, or a preset: <c>right</c>, <c>showcase</c>.</summary>
    /// <exception cref="LabException">The text is none of these; the message names what is wrong.</exception>
    public static FleetMix Parse(string text)
    {
        if (string.Equals(text.Trim(), "showcase", StringComparison.OrdinalIgnoreCase))
        {
            return Showcase;
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries).Select(ParsePart).ToImmutableArray();
        if (parts.Select(part => part.Behaviour).Distinct().Count() != parts.Length)
        {
            throw new LabException($"The mix '{text}' names a behaviour twice.");
        }

        return parts.Any(part => part.Weight > 0) ? new FleetMix(parts) : throw new LabException($"The mix '{text}' has no weight above zero.");
    }

    /// <summary>The behaviour of each of so many devices.</summary>
    public IEnumerable<DeviceBehaviour> Spread(int devices)
    {
        // Each part earns its weight per device; the richest is chosen and pays the total. So parts alternate as evenly as can be.
        var total = Parts.Sum(part => (long)part.Weight);
        var credit = new long[Parts.Length];
        for (var device = 0; device < devices; device++)
        {
            var chosen = 0;
            for (var i = 0; i < credit.Length; i++)
            {
                credit[i] += Parts[i].Weight;
                chosen = credit[i] > credit[chosen] ? i : chosen;
            }

            credit[chosen] -= total;
            yield return Parts[chosen].Behaviour;
        }
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', Parts.Select(part => $"{part.Behaviour.Name()}={part.Weight}"));

    private static (DeviceBehaviour Behaviour, int Weight) ParsePart(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? part : part[..equals].TrimEnd();
        var behaviour = DeviceBehaviourNames.Find(name)
            ?? throw new LabException($"'{name}' is not a behaviour. Choose from: {string.Join(", ", DeviceBehaviourNames.All)}; or the preset showcase.");
        if (equals < 0)
        {
            return (behaviour, 1);
        }

        return int.TryParse(part.AsSpan(equals + 1), out var weight) && weight is >= 0 and <= MaxWeight
            ? (behaviour, weight)
            : throw new LabException($"The weight in '{part}' is not a whole number from 0 to {MaxWeight}.");
    }
}
