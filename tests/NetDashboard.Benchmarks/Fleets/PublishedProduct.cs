using System.Net.Http.Headers;
using NetDashboard.Benchmarks.Processes;
using NetDashboard.Tests.Hosting;

namespace NetDashboard.Benchmarks.Fleets;

/// <summary>The program as it is published: style sheets and scripts are compressed then, and not before.</summary>
internal sealed class PublishedProduct : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_encodings = ["gzip", "deflate", "br", "zstd"];

    private readonly HttpClient _http = new();
    private readonly ChildProcess _process;

    private PublishedProduct(ChildProcess process) => _process = process;

    /// <summary>Publishes it into a folder and starts it there.</summary>
    public static async Task<PublishedProduct> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var published = Path.Combine(folder, "published");
        var project = Path.Combine(RepositoryRoot.Path, "src", "NetDashboard");
        string[] publish = ["publish", project, "-c", "Release", "--no-build", "-o", published, "-v", "quiet", "--nologo"];
        await using (var publishing = ChildProcess.Start(Environment.ProcessPath!, publish, folder))
        {
            if ((await publishing.Exit.WaitAsync(cancellationToken)).ExitCode != 0)
            {
                throw new InvalidOperationException($"The program was not published: {publishing.Output}");
            }
        }

        string[] serve =
        [
            Path.Combine(published, "NetDashboard.dll"), "--urls", "http://127.0.0.1:0", "--Data:Directory", Path.Combine(folder, "data"),
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information",
        ];
        var product = new PublishedProduct(ChildProcess.Start(Environment.ProcessPath!, serve, folder));
        try
        {
            product._http.BaseAddress = await product.FindAddressAsync(cancellationToken);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many bytes a browser gets for a path, headers left out; <see langword="null"/> when there is nothing under it.</summary>
    public async Task<double?> SizeAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var encoding in s_encodings)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length : null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<Uri> FindAddressAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process.Output.Split('\n').FirstOrDefault(line => line.Contains(Listening, StringComparison.Ordinal)) is { } line)
            {
                return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
            }

            if (_process.Exit.IsCompleted || _process.Age > s_startLimit)
            {
                throw new InvalidOperationException($"The published program did not start: {_process.Output} {_process.Error}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
