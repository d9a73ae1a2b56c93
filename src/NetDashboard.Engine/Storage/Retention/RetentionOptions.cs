using System.ComponentModel.DataAnnotations;

namespace NetDashboard.Storage.Retention;

/// <summary>How long what scans gave is kept, section <c>Storage:Retention</c> of the settings. The last 20 scans, and those under way, stay whole.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Storage:Retention";

    private const int Century = 36_500;
    private const int Petabyte = 1_073_741_824;

    /// <summary>Logins that were OK are kept for so many days; 1 to 36,500, default 90.</summary>
    [Range(1, Century)]
    public int SuccessDays { get; set; } = 90;

    /// <summary>All other results, and the scans themselves with their numbers, are kept for so many days; not less than <see cref="SuccessDays"/>, default 365.</summary>
    [Range(1, Century)]
    public int FailureDays { get; set; } = 365;

    /// <summary>
    /// How much the SQLite file may hold, in MiB, default 4096; above that both ages shrink in proportion, so that the oldest scans go first, and of each
    /// what was OK before the rest. 0 for no limit. PostgreSQL is not limited so: it does not tell how much of its files is in use.
    /// </summary>
    [Range(0, Petabyte)]
    public int MaxMebibytes { get; set; } = 4096;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FailureDays < SuccessDays)
        {
            yield return new ValidationResult($"{SectionName}:{nameof(FailureDays)} must not be less than {nameof(SuccessDays)}.", [nameof(FailureDays)]);
        }
    }
}
