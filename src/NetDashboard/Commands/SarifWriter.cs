using System.Reflection;
using System.Text.Json;
using NetDashboard.Inventory;

namespace NetDashboard.Commands;

/// <summary>Writes findings as SARIF 2.1.0, the form in which pipelines and editors take the results of static checks.</summary>
internal static class SarifWriter
{
    /// <summary>Writes one run with every rule and every finding.</summary>
    public static void Write(Stream to, IReadOnlyList<InventoryFinding> findings)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
        {
            WriteResult(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "NetDashboard");
        json.WriteString("semanticVersion", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0");
        json.WriteStartArray("rules");
        foreach (var kind in FindingCode.All)
        {
            json.WriteStartObject();
            json.WriteString("id", kind.Code);
            WriteText(json, "shortDescription", kind.Summary);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(kind.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, InventoryFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code);
        for (var i = 0; i < FindingCode.All.Length; i++)
        {
            if (string.Equals(FindingCode.All[i].Code, finding.Code, StringComparison.Ordinal))
            {
                json.WriteNumber("ruleIndex", i);
            }
        }

        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", ToUri(finding.File));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Line);
        json.WriteNumber("startColumn", finding.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(FindingSeverity severity) => severity is FindingSeverity.Error ? "error" : "warning";

    // A relative path stays one, so that a pipeline finds the file in its own checkout.
    private static string ToUri(string file)
    {
        var path = string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
        return Path.IsPathRooted(file) ? $"file://{path}" : path;
    }
}
