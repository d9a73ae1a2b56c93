using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace NetDashboard.Inventory;

/// <summary>A value that must never be shown: it prints as <c>***</c>, has no serializable members, and compares in constant time.</summary>
[DebuggerDisplay("***")]
public sealed class Secret : IEquatable<Secret>
{
    private static readonly byte[] s_hashKey = RandomNumberGenerator.GetBytes(32);

    private readonly string _value;
    private readonly int _hash;

    /// <summary>Wraps a value; an empty string is a valid secret.</summary>
    /// <param name="value">The secret in clear.</param>
    public Secret(string value)
    {
        _value = value;

        // Keyed, so that a hash code seen in a dump or a log says nothing about the value.
        _hash = BitConverter.ToInt32(HMACSHA256.HashData(s_hashKey, Encoding.UTF8.GetBytes(value)));
    }

    private Secret(Secret other, string reference)
    {
        (_value, _hash) = (other._value, other._hash);
        (Question, Reference) = (other.Question, reference);
    }

    private Secret(string name, bool isAsked)
        : this(isAsked ? $"\0{name}" : name) => Question = isAsked ? name : null;

    /// <summary>What to ask a person for before this secret can be used; <see langword="null"/> when its value is known.</summary>
    public string? Question { get; }

    /// <summary>
    /// What an inventory writes in place of the value, such as <c>${env:NAME}</c>; <see langword="null"/> when nothing else stands for it. No part
    /// of equality.
    /// </summary>
    public string? Reference { get; }

    /// <summary>Whether the value is known, and is the empty string.</summary>
    public bool IsEmpty => _value.Length == 0;

    /// <summary>A secret that a person is asked for when a scan starts.</summary>
    /// <param name="name">What to ask for.</param>
    public static Secret Ask(string name) => new(name, isAsked: true);

    /// <summary>The same secret, known to come from a reference.</summary>
    /// <param name="reference">As an inventory writes it.</param>
    public Secret From(string reference) => new(this, reference);

    /// <summary>The value in clear, for the one place that hands it to a device.</summary>
    /// <exception cref="InvalidOperationException">The value is not known yet: see <see cref="Question"/>.</exception>
    public string Reveal() => Question is null ? _value : throw new InvalidOperationException("This secret has not been asked for yet.");

    /// <inheritdoc/>
    public bool Equals(Secret? other) =>
        other is not null
        && _hash == other._hash
        && Question is null == other.Question is null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_value), Encoding.UTF8.GetBytes(other._value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
