using System.ComponentModel.DataAnnotations;

namespace NetDashboard.Hosting.Walls;

/// <summary>Where walls are served, section <c>Walls</c> of the settings.</summary>
public sealed class WallOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Walls";

    /// <summary>
    /// Where a second listener serves walls and health and nothing else, for example <c>http://0.0.0.0:5081</c>; several are parted by semicolons. Empty, the default, for
    /// none: walls are then where the pages are. HTTP only: a proxy in front of it may speak TLS.
    /// </summary>
    public string Urls { get; set; } = string.Empty;

    /// <summary>What screens call it, for the links that are handed out, for example <c>https://noc.example</c>; empty, the default, for the listener's own address.</summary>
    public string PublicUrl { get; set; } = string.Empty;

    /// <summary><see cref="Urls"/>, one by one.</summary>
    internal string[] Addresses => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in Addresses.Where(address => !address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new ValidationResult($"{SectionName}:{nameof(Urls)}: {address} is no address like http://0.0.0.0:5081. For TLS put a proxy in front of it.", [nameof(Urls)]);
        }

        if (PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"{SectionName}:{nameof(PublicUrl)} is no address like https://noc.example.", [nameof(PublicUrl)]);
        }
    }
}
