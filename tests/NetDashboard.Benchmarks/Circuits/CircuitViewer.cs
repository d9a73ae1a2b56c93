using System.Text.Json;
using NetDashboard.Benchmarks.Served;

namespace NetDashboard.Benchmarks.Circuits;

/// <summary>
/// Somebody who looks at a page, without a browser: it loads the page, opens a circuit, acknowledges what is drawn and answers as the page's
/// scripts would, so that the server does for it all it would do for Chromium. It draws nothing.
/// </summary>
internal sealed class CircuitViewer : IAsyncDisposable
{
    private const int RowHeight = 32;

    // Rows that Chromium has in the page at first, and those it has in the end.
    private const int FirstRows = 10;
    private const int RowsInPage = 44;
    private const string StartCall = "0";
    private static readonly TimeSpan s_pingInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_openLimit = TimeSpan.FromSeconds(60);

    private readonly HubSocket _socket = new();
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http;
    private readonly Uri _page;
    private readonly ViewerMeter _meter;
    private volatile TaskCompletionSource? _stall;
    private Task _running = Task.CompletedTask;
    private string? _circuit;
    private long _virtualize;
    private int _calls;

    private CircuitViewer(HttpClient http, Uri page, ViewerMeter meter) => (_http, _page, _meter) = (http, page, meter);

    /// <summary>Bytes received over the circuit's connection, as they were on the wire.</summary>
    public long Received => _socket.Received;

    /// <summary>Ends when the server ends the circuit, or with what went wrong.</summary>
    public Task Running => _running;

    private string Origin => _page.GetLeftPart(UriPartial.Authority);

    /// <summary>Opens a page and waits until its table is there.</summary>
    /// <param name="http">Loads the page.</param>
    /// <param name="page">The page.</param>
    /// <param name="meter">Is told what comes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<CircuitViewer> OpenAsync(HttpClient http, Uri page, ViewerMeter meter, CancellationToken cancellationToken)
    {
        var viewer = new CircuitViewer(http, page, meter);
        try
        {
            await viewer.OpenAsync(cancellationToken);
            return viewer;
        }
        catch
        {
            await viewer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops reading, as a browser does whose window hangs or whose network stands still. The connection stays.</summary>
    public void Stall() => _stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes the page as a browser does: it tells the server, so that the circuit ends at once.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new StringContent(_circuit ?? string.Empty), "circuitId" } };
        using var answer = await _http.PostAsync(new Uri(_page, "/_blazor/disconnect"), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await _socket.CloseAsync(cancellationToken);
    }

    /// <summary>Is gone, without a word to the server if <see cref="CloseAsync"/> was not called.</summary>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _stall?.TrySetResult();
        _socket.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _left.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var markup = PageMarkup.Read(await _http.GetStringAsync(_page, cancellationToken));
        using var answer = await _http.PostAsync(new Uri(_page, "/_blazor/negotiate?negotiateVersion=1"), content: null, cancellationToken);
        using var negotiated = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var token = negotiated.RootElement.GetProperty("connectionToken").GetString();
        var hub = new UriBuilder(_page) { Scheme = "ws", Path = "/_blazor", Query = $"id={token}" }.Uri;
        await _socket.ConnectAsync(hub, Origin, cancellationToken);
        await _socket.SendAsync(StartCall, "StartCircuit", $"{Origin}/", _page.ToString(), "[]", markup.State);
        _running = Task.WhenAll(ReceiveAsync(markup), PingAsync());
        var first = await Task.WhenAny(_ready.Task, _running).WaitAsync(s_openLimit, cancellationToken);
        await first;
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(s_pingInterval);
        while (await timer.WaitForNextTickAsync(_left.Token))
        {
            await _socket.PingAsync();
        }
    }

    private async Task ReceiveAsync(PageMarkup markup)
    {
        while (!_left.IsCancellationRequested)
        {
            var message = await _socket.ReceiveAsync(_left.Token);
            if (_stall is { } stall)
            {
                await stall.Task.WaitAsync(_left.Token);
            }

            foreach (var (call, method, arguments) in Answer(message.Span, markup))
            {
                await _socket.SendAsync(call, method, arguments);
            }
        }
    }

    private IReadOnlyList<Answer> Answer(ReadOnlySpan<byte> message, PageMarkup markup)
    {
        const int Invocation = 1, Completion = 3, Close = 7;

        var reader = new PackReader(message);
        reader.Array();
        switch (reader.Integer())
        {
            case Invocation:
                reader.NoHeaders();
                reader.Text();
                return AnswerCall(reader.Text(), ref reader, markup);
            case Completion:
                reader.NoHeaders();
                if (reader.Text() == StartCall)
                {
                    reader.Integer();
                    _circuit = reader.Text() ?? throw new InvalidOperationException("The server refused the circuit.");
                }

                return [];
            case Close:
                throw new InvalidOperationException($"The server ended the connection: {reader.Text()}");
            default:
                return [];
        }
    }

    private IReadOnlyList<Answer> AnswerCall(string? method, ref PackReader reader, PageMarkup markup)
    {
        reader.Array();
        switch (method)
        {
            case "JS.RenderBatch":
                return AnswerBatch(reader.Integer(), reader.Bytes());
            case "JS.BeginInvokeJS":
                return AnswerScript(reader.Integer(), reader.Text()!, reader.Text()!, markup);
            case "JS.Error":
                throw new InvalidOperationException($"The circuit broke: {reader.Text()}");
            default:
                return [];
        }
    }

    private IReadOnlyList<Answer> AnswerBatch(long batch, ReadOnlySpan<byte> bytes)
    {
        _meter.Note(bytes);
        var completed = new Answer(null, "OnRenderCompleted", [batch, null]);
        if (_virtualize == 0)
        {
            return [completed];
        }

        // What the rows' own height does to the spacer above them makes Chromium tell of it once more; then the table is there.
        return _ready.TrySetResult() ? [completed, Spacer("OnSpacerBeforeVisible", 0, RowsInPage * RowHeight)] : [completed];
    }

    private IReadOnlyList<Answer> AnswerScript(long handle, string function, string arguments, PageMarkup markup)
    {
        var done = new Answer(null, "EndInvokeJSFromDotNet", [handle, true, $"[{handle},true,null]"]);
        switch (function)
        {
            case "Blazor._internal.attachWebRendererInterop":
                return [done, new Answer(null, "UpdateRootComponents", [markup.Operations, markup.State])];
            case "Blazor._internal.Virtualize.init":
                using (var parsed = JsonDocument.Parse(arguments))
                {
                    _virtualize = parsed.RootElement[0].GetProperty("__dotNetObject").GetInt64();
                }

                return [done, Spacer("OnSpacerBeforeVisible", 0, 0), Spacer("OnSpacerAfterVisible", (ServedDevices.Count - FirstRows) * RowHeight, 0)];
            default:
                return [done];
        }
    }

    // What an observer tells of a spacer in view: its height, the distance between both, and the height of what is in view with 50 px more on each side.
    private Answer Spacer(string method, int size, int separation) => new(
        null, "BeginInvokeDotNetFromJS", [$"{++_calls}", null, method, _virtualize, $"[{size},{separation},{ViewerMeter.WindowHeight + 100}]"]);
}

/// <summary>What a page says to the server.</summary>
/// <param name="Call">Names the answer; <see langword="null"/> for none.</param>
/// <param name="Method">The method of the hub.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Answer(string? Call, string Method, object?[] Arguments);
