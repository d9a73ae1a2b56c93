using System.IO.Enumeration;
using NetDashboard.Inventory;
using NetDashboard.Platforms;

namespace NetDashboard.Scanning.Filters;

/// <summary>One part of a filter expression.</summary>
internal abstract class FilterNode
{
    public static FilterNode Everything { get; } = new Constant();

    public abstract bool Matches(Device device, Endpoint endpoint);

    private sealed class Constant : FilterNode
    {
        public override bool Matches(Device device, Endpoint endpoint) => true;
    }

    internal sealed class Both(FilterNode left, FilterNode right) : FilterNode
    {
        public override bool Matches(Device device, Endpoint endpoint) => left.Matches(device, endpoint) && right.Matches(device, endpoint);
    }

    internal sealed class Either(FilterNode left, FilterNode right) : FilterNode
    {
        public override bool Matches(Device device, Endpoint endpoint) => left.Matches(device, endpoint) || right.Matches(device, endpoint);
    }

    internal sealed class Negation(FilterNode node) : FilterNode
    {
        public override bool Matches(Device device, Endpoint endpoint) => !node.Matches(device, endpoint);
    }

    /// <summary>A condition on one field, or on any of them.</summary>
    internal sealed class Condition(FilterField field, string value, bool contains) : FilterNode
    {
        private readonly string _pattern = contains ? $"*{value}*" : value;

        public override bool Matches(Device device, Endpoint endpoint) => field switch
        {
            FilterField.Name => Fits(device.Name),
            FilterField.Host => Fits(device.Host),
            FilterField.Site => Fits(device.Site),
            FilterField.Tag => device.Tags.Any(Fits),
            FilterField.Platform => Fits(endpoint.Platform ?? PlatformCatalog.Generic.Name),
            FilterField.Protocol => Fits(endpoint.Protocol),
            _ => Fits(device.Name) || Fits(device.Host) || Fits(device.Site) || device.Tags.Any(Fits)
                || Fits(endpoint.Platform ?? PlatformCatalog.Generic.Name) || Fits(endpoint.Protocol),
        };

        private bool Fits(string? text) => text is not null && FileSystemName.MatchesSimpleExpression(_pattern, text);
    }
}

/// <summary>What a condition looks at.</summary>
internal enum FilterField
{
    Any,
    Name,
    Host,
    Site,
    Tag,
    Platform,
    Protocol,
}
