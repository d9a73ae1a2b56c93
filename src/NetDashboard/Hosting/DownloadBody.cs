using System.Buffers;
using System.Text;
using System.Text.Json;
using NetDashboard.Reporting;

namespace NetDashboard.Hosting;

/// <summary>Writes long files in pieces, so that none is in memory as a whole.</summary>
internal static class DownloadBody
{
    private const int ChunkLength = 32 * 1024;

    /// <summary>Writes lines of text in UTF-8.</summary>
    /// <param name="header">What comes first, with the end of its line.</param>
    /// <param name="items">What makes a line each.</param>
    /// <param name="write">Writes one, with the end of its line.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteTextAsync<T>(string header, IEnumerable<T> items, Action<StringBuilder, T> write, Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new StringBuilder(header);
        foreach (var item in items)
        {
            write(chunk, item);
            if (chunk.Length >= ChunkLength)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()), cancellationToken).ConfigureAwait(false);
                chunk.Clear();
            }
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes objects of JSON, one a line.</summary>
    /// <param name="items">What makes an object each.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteJsonAsync<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write, Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new ArrayBufferWriter<byte>(2 * ChunkLength);
        foreach (var item in items)
        {
            using (var json = new Utf8JsonWriter(chunk, ResultJson.Options))
            {
                write(json, item);
            }

            chunk.Write("\n"u8);
            if (chunk.WrittenCount >= ChunkLength)
            {
                await stream.WriteAsync(chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
                chunk.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(chunk.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}
