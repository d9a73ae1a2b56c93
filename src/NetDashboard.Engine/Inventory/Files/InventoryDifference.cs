using System.Collections.Immutable;

namespace NetDashboard.Inventory.Files;

/// <summary>What two versions of an inventory have not in common. Devices are told apart by name; no value of a secret is in it.</summary>
/// <param name="Added">Names of devices that only the later version has, in its order.</param>
/// <param name="Removed">Names of devices that only the former version has, in its order.</param>
/// <param name="Changed">Devices that both have and that are not the same, in the later version's order.</param>
public sealed record InventoryDifference(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<DeviceChange> Changed)
{
    /// <summary>Whether the two versions mean the same.</summary>
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    /// <summary>When the former version was written, in UTC; <see langword="null"/> when that is not known.</summary>
    public DateTimeOffset? FormerTime { get; init; }
}

/// <summary>What of a device changed.</summary>
/// <param name="Name">The device.</param>
/// <param name="Fields">What changed, at least one.</param>
public sealed record DeviceChange(string Name, ImmutableArray<FieldChange> Fields);

/// <summary>One change of a device.</summary>
/// <param name="Field">What it is, for people: <c>site</c>, <c>ssh port</c>, <c>telnet password</c>.</param>
/// <param name="Before">The value before; <see langword="null"/> when it was not set, and always for a secret.</param>
/// <param name="After">The value after; <see langword="null"/> when it is not set, and always for a secret.</param>
/// <param name="IsSecret">Whether it is a secret, of which only this is told: that it changed.</param>
public sealed record FieldChange(string Field, string? Before, string? After, bool IsSecret = false)
{
    /// <summary><c>ssh port: 22 → 2222</c>, or <c>ssh password changed</c>.</summary>
    public override string ToString() => IsSecret ? $"{Field} changed" : $"{Field}: {Before ?? "–"} → {After ?? "–"}";
}
