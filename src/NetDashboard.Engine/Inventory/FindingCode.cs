using System.Collections.Immutable;

namespace NetDashboard.Inventory;

/// <summary>One kind of finding.</summary>
/// <param name="Code">Stable word in kebab-case.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Summary">What it means, in one sentence.</param>
public sealed record FindingKind(string Code, FindingSeverity Severity, string Summary);

/// <summary>The codes of all findings.</summary>
public static class FindingCode
{
    internal const string UnreadableFile = "unreadable-file";
    internal const string FileTooLarge = "file-too-large";
    internal const string NotUtf8 = "not-utf8";
    internal const string ForbiddenCharacter = "forbidden-character";
    internal const string EmptyInventory = "empty-inventory";
    internal const string UnknownFormat = "unknown-format";
    internal const string InvalidYaml = "yaml-syntax";
    internal const string YamlAnchor = "yaml-anchor";
    internal const string YamlTag = "yaml-tag";
    internal const string SecondDocument = "yaml-documents";
    internal const string YamlTooDeep = "yaml-too-deep";
    internal const string DuplicateKey = "duplicate-key";
    internal const string InvalidKey = "invalid-key";
    internal const string WrongShape = "wrong-shape";
    internal const string MissingHost = "missing-host";
    internal const string InvalidAddress = "invalid-address";
    internal const string InvalidPort = "invalid-port";
    internal const string InvalidTimeout = "invalid-timeout";
    internal const string InvalidValue = "invalid-value";
    internal const string InvalidPattern = "invalid-pattern";
    internal const string InvalidText = "invalid-text";
    internal const string InvalidPath = "invalid-path";
    internal const string UnknownTransport = "unknown-transport";
    internal const string UnknownPlatform = "unknown-platform";
    internal const string UnresolvedReference = "unresolved-reference";
    internal const string UnresolvableGroup = "unresolvable-group";
    internal const string GroupCircle = "group-circle";
    internal const string InvalidRange = "host-range";
    internal const string UnsupportedVault = "unsupported-vault";
    internal const string UnsupportedTemplate = "unsupported-template";
    internal const string UnsupportedEncryption = "unsupported-encryption";
    internal const string DuplicateDevice = "duplicate-device";
    internal const string NotTogether = "not-together";
    internal const string MoreErrors = "more-errors";
    internal const string UnknownKey = "unknown-key";
    internal const string KeyWithoutEffect = "key-without-effect";
    internal const string ValueWithoutEffect = "value-without-effect";
    internal const string GenericPlatform = "generic-platform";
    internal const string DeviceSkipped = "device-skipped";
    internal const string MissingFile = "missing-file";
    internal const string StrictHostKey = "strict-host-key";
    internal const string TelnetClearText = "telnet-clear-text";
    internal const string PasswordClearText = "password-clear-text";
    internal const string PortMismatch = "port-mismatch";
    internal const string TimeoutTooShort = "timeout-too-short";
    internal const string TimeoutUnlimited = "timeout-unlimited";
    internal const string LastGoodVersion = "last-good-version";
    internal const string MoreFindings = "more-findings";

    /// <summary>Every code, errors first.</summary>
    public static ImmutableArray<FindingKind> All { get; } =
    [
        Error(UnreadableFile, "The file is missing, a folder, or not readable."),
        Error(FileTooLarge, "The file is larger, or holds more or longer values, than any inventory needs."),
        Error(NotUtf8, "A byte of the file is not UTF-8."),
        Error(ForbiddenCharacter, "The file holds an invisible character."),
        Error(EmptyInventory, "The file holds no devices."),
        Error(UnknownFormat, "The format that was asked for is not known."),
        Error(InvalidYaml, "The file is not valid YAML."),
        Error(YamlAnchor, "Anchors, aliases and merge keys are not accepted."),
        Error(YamlTag, "YAML tags are not accepted."),
        Error(SecondDocument, "The file holds more than one document."),
        Error(YamlTooDeep, "Lists and maps are nested deeper than any inventory needs."),
        Error(DuplicateKey, "A key stands twice in one map."),
        Error(InvalidKey, "A key is missing or is not a single value."),
        Error(WrongShape, "A list, a map or a single value stands where another of them belongs."),
        Error(MissingHost, "An entry names no host to connect to."),
        Error(InvalidAddress, "A host is neither a name nor an address."),
        Error(InvalidPort, "A port is not a number from 1 to 65535."),
        Error(InvalidTimeout, "A time limit is not a number of seconds in its range."),
        Error(InvalidValue, "A value is not one of those its key takes."),
        Error(InvalidPattern, "A pattern is not a regular expression of .NET."),
        Error(InvalidText, "A user name or secret holds a character that cannot be typed at a login."),
        Error(InvalidPath, "A path cannot be used."),
        Error(UnknownTransport, "A transport is not known."),
        Error(UnknownPlatform, "A platform is not known."),
        Error(UnresolvedReference, "A reference leads nowhere or is not written as one."),
        Error(UnresolvableGroup, "A group is named that the inventory does not define."),
        Error(GroupCircle, "A group is, by way of others, its own parent."),
        Error(InvalidRange, "A range of hosts is not written as one, or is too large."),
        Error(UnsupportedVault, "A value is encrypted by Ansible Vault, which is not supported."),
        Error(UnsupportedTemplate, "A value is a template of Ansible, which is not supported."),
        Error(UnsupportedEncryption, "A value is encrypted by Netmiko's tools, which is not supported."),
        Error(DuplicateDevice, "Two entries describe the same device and protocol."),
        Error(NotTogether, "Files that were uploaded together are not one inventory."),
        Error(MoreErrors, "There are more errors than are shown."),
        Warning(UnknownKey, "A key is not known and has no effect."),
        Warning(KeyWithoutEffect, "A key is known, but has no effect here."),
        Warning(ValueWithoutEffect, "A value is accepted, but does not do what it looks like."),
        Warning(GenericPlatform, "A platform of another tool is not known here; any usual prompt is taken."),
        Warning(DeviceSkipped, "A device is reached by no login over SSH or Telnet and is left out."),
        Warning(MissingFile, "A file that the inventory names is not there."),
        Warning(StrictHostKey, "Host keys are checked strictly, but there is no known_hosts file."),
        Warning(TelnetClearText, "Telnet sends the password in clear text."),
        Warning(PasswordClearText, "A password stands in the file in clear text."),
        Warning(PortMismatch, "The port is the usual one of another protocol."),
        Warning(TimeoutTooShort, "A time limit is so short that no device can be reached within it."),
        Warning(TimeoutUnlimited, "No time limit is wanted; the longest is used."),
        Warning(LastGoodVersion, "The file as it is now cannot be used; its last good version is."),
        Warning(MoreFindings, "There are more warnings than are shown."),
    ];

    private static FindingKind Error(string code, string summary) => new(code, FindingSeverity.Error, summary);

    private static FindingKind Warning(string code, string summary) => new(code, FindingSeverity.Warning, summary);
}
