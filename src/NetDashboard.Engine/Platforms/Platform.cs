using System.Collections.Immutable;

namespace NetDashboard.Platforms;

/// <summary>What the prompt engine must know of a kind of device; pure data, so a new platform is a new entry in <see cref="PlatformCatalog"/>.</summary>
/// <remarks>
/// Prompt patterns are regular expressions for the whole last line of output, matched case-insensitively after carriage
/// returns, NUL bytes and terminal sequences were removed, trailing blanks allowed.
/// </remarks>
public sealed record Platform
{
    /// <summary>The inventory's word for it, in lower case, for example <c>cisco_iosxe</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name people know it by, for example <c>Cisco IOS XE</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Prompt of the level a login should end at.</summary>
    public required string WantedPrompt { get; init; }

    /// <summary>Prompt of the lower level a login may start at; <see langword="null"/> where the platform has none.</summary>
    public string? ExecPrompt { get; init; }

    /// <summary>Command that leads from <see cref="ExecPrompt"/> to <see cref="WantedPrompt"/>; <see langword="null"/> where there is none.</summary>
    public string? EnableCommand { get; init; }

    /// <summary>Pattern of the question for the enable secret, at the end of the output; <see langword="null"/> where there is none.</summary>
    public string? EnablePasswordPattern { get; init; }

    /// <summary>Commands sent once the wanted level is reached, in order: no paging, wide lines.</summary>
    public ImmutableArray<string> SessionCommands { get; init; } = [];
}
