using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NetDashboard.Live;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Walls;

/// <summary>Walls as their pages read them; docs/walls.md says what stands where.</summary>
internal static class WallJson
{
    /// <summary>Everything.</summary>
    public static byte[] Snapshot(ServerIdentity server, long revision, DateTimeOffset now, ShareLink link, ImmutableArray<WallPicture> views) => Write(json =>
    {
        json.WriteString("boot", server.Boot);
        json.WriteString("build", server.Build);
        json.WriteNumber("rev", revision);
        json.WriteString("now", now);
        json.WriteStartObject("wall");
        json.WriteString("name", link.Plan.IsRedacted ? Redaction.Mask(link.Name) : link.Name);
        WriteTime(json, "expires", link.ExpiresAt);
        json.WriteString("theme", link.Plan.Theme.ToString().ToLowerInvariant());
        json.WriteStartArray("light");
        json.WriteNumberValue(link.Plan.LightFrom);
        json.WriteNumberValue(link.Plan.LightUntil);
        json.WriteEndArray();
        json.WriteNumber("rotate", link.Plan.RotateSeconds);
        json.WriteBoolean("sound", link.Plan.HasSound);
        json.WriteEndObject();
        json.WriteStartArray("views");
        foreach (var view in views)
        {
            json.WriteStartObject();
            json.WriteString("title", view.Title);
            WriteHeader(json, view);
            json.WriteStartArray("tiles");
            foreach (var tile in view.Tiles)
            {
                WriteTile(json, tile);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>What is other than it was; <see langword="null"/> when it is about other devices or views, so that everything must be asked for.</summary>
    public static byte[]? Change(long revision, DateTimeOffset now, ImmutableArray<WallPicture> before, ImmutableArray<WallPicture> after)
    {
        if (!before.Zip(after).All(pair => IsOfTheSame(pair.First, pair.Second)) || before.Length != after.Length)
        {
            return null;
        }

        return Write(json =>
        {
            json.WriteNumber("rev", revision);
            json.WriteString("now", now);
            json.WriteStartArray("views");
            for (var i = 0; i < after.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("i", i);
                WriteHeader(json, after[i]);
                json.WriteStartObject("tiles");
                for (var tile = 0; tile < after[i].Tiles.Length; tile++)
                {
                    if (after[i].Tiles[tile] != before[i].Tiles[tile])
                    {
                        json.WritePropertyName(tile.ToString(CultureInfo.InvariantCulture));
                        WriteTile(json, after[i].Tiles[tile]);
                    }
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static bool IsOfTheSame(WallPicture one, WallPicture other) =>
        one.Title == other.Title
        && one.Tiles.Length == other.Tiles.Length
        && one.Tiles.Zip(other.Tiles).All(pair => pair.First.Name == pair.Second.Name && pair.First.Address == pair.Second.Address);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHeader(Utf8JsonWriter json, WallPicture view)
    {
        json.WriteString("state", view.State?.ToString().ToLowerInvariant() ?? "none");
        WriteTime(json, "startedAt", view.StartedAt);
        WriteTime(json, "lastAt", view.LastAt);
        json.WriteBoolean("baseline", view.HasBaseline);
        json.WriteNumber("done", view.Done);
        json.WriteNumber("total", view.Total);
        if (view.SecondsLeft is { } left)
        {
            json.WriteNumber("left", left);
        }
        else
        {
            json.WriteNull("left");
        }

        json.WriteStartObject("counts");
        foreach (var status in Enum.GetValues<EndpointStatus>())
        {
            json.WriteNumber(status.ToString().ToLowerInvariant(), view.Counts.Of(status));
        }

        json.WriteEndObject();
        json.WriteNumber("devices", view.Tiles.Length);
        json.WriteStartArray("reasons");
        foreach (var (title, logins) in view.Reasons)
        {
            json.WriteStartArray();
            json.WriteStringValue(title);
            json.WriteNumberValue(logins);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteTile(Utf8JsonWriter json, WallTile tile)
    {
        json.WriteStartArray();
        json.WriteStringValue(tile.Name);
        json.WriteStringValue(tile.Address);
        json.WriteStringValue([tile.Status]);
        json.WriteStringValue(tile.Text);
        json.WriteNumberValue(tile.NewSince);
        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            json.WriteString(name, at);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
