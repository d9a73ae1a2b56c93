using System.Net;
using System.Text.Json;
using NetDashboard.Storage.ShareLinks;

namespace NetDashboard.Tests.Walls;

/// <summary>The events of a wall, one by one.</summary>
internal sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public static async Task<EventStream> OpenAsync(WallRig rig, NewShareLink made, JsonElement state)
    {
        var address = $"events?screen=test&boot={state.GetProperty("boot").GetString()}&rev={state.GetProperty("rev").GetInt64()}";
        var response = await rig.GetAsync(WallRig.At(made, address), made.Token);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public async Task<(string Name, JsonElement Data)> NextAsync()
    {
        var name = await reader.ReadLineAsync().WaitAsync(s_patience);
        var data = await reader.ReadLineAsync().WaitAsync(s_patience);
        Assert.Equal(string.Empty, await reader.ReadLineAsync().WaitAsync(s_patience));
        return (name!["event: ".Length..], JsonSerializer.Deserialize<JsonElement>(data!["data: ".Length..]));
    }

    /// <summary>The next of a kind; the server's beats between are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        while (true)
        {
            var (next, data) = await NextAsync();
            if (next == name)
            {
                return data;
            }

            Assert.Equal("beat", next);
        }
    }

    public async Task<bool> HasEndedAsync() => await reader.ReadLineAsync().WaitAsync(s_patience) is null;

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
