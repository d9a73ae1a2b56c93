using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>What a page says to Blazor's script: the components that a circuit shall take over, and the state that goes with them.</summary>
/// <param name="Operations">The argument of <c>UpdateRootComponents</c>, JSON.</param>
/// <param name="State">The state, which only the server can read.</param>
internal sealed partial record PageMarkup(string Operations, string State)
{
    /// <summary>Reads it from the comments of a page.</summary>
    public static PageMarkup Read(string html)
    {
        var operations = new JsonArray();
        foreach (Match match in MarkerPattern().Matches(html))
        {
            // A marker with a prerenderId alone ends what one with a descriptor begins.
            var marker = JsonNode.Parse(match.Groups["marker"].Value)!.AsObject();
            if (marker.ContainsKey("descriptor"))
            {
                marker["uniqueId"] = operations.Count;
                operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
            }
        }

        if (operations.Count == 0)
        {
            throw new InvalidDataException($"The page has no components for a circuit: {html[..Math.Min(html.Length, 200)]}");
        }

        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        return new PageMarkup(batch.ToJsonString(JsonSerializerOptions.Web), StatePattern().Match(html).Groups["state"].Value);
    }

    [GeneratedRegex("<!--Blazor:(?<marker>{.*?})-->", RegexOptions.Singleline, 1_000)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.Singleline, 1_000)]
    private static partial Regex StatePattern();
}
