using System.Text.Json;
using NetDashboard.Comparing;

namespace NetDashboard.Reporting;

/// <summary>A change between two scans as a JSON object.</summary>
public static class ComparisonJson
{
    /// <summary>Writes one change.</summary>
    public static void Write(Utf8JsonWriter json, EndpointChange change)
    {
        json.WriteStartObject();
        json.WriteString("change", ComparisonQuery.NameOf(change.Kind));
        json.WriteString("device", change.Endpoint.Device);
        json.WriteString("protocol", change.Endpoint.Protocol);
        json.WriteBoolean("wholeDevice", change.IsWholeDevice);
        json.WriteBoolean("otherReason", change.HasOtherReason);
        Write(json, "before", change.Before);
        Write(json, "now", change.Now);
        json.WriteStartArray("weaker");
        foreach (var one in change.Weaker)
        {
            json.WriteStartObject();
            json.WriteString("what", one.What);
            json.WriteString("before", one.Before);
            json.WriteString("now", one.Now);
            json.WriteString("class", JsonNamingPolicy.CamelCase.ConvertName(one.Class.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ComparedLogin? login)
    {
        if (login is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("outcome", ResultJson.NameOf(login.Outcome));
        json.WriteString("failure", login.Failure.ToString());
        json.WriteString("detail", login.Detail);
        json.WriteString("prompt", login.Prompt);
        json.WriteString("hostKey", login.HostKey);
        if (login.Duration is { } duration)
        {
            json.WriteNumber("durationMs", Math.Round(duration.TotalMilliseconds, 3));
        }
        else
        {
            json.WriteNull("durationMs");
        }

        Write(json, "failingSince", login.FailingSince);
        Write(json, "at", login.At);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
