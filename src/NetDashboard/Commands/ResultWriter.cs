using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using NetDashboard.Probing;
using NetDashboard.Reporting;

namespace NetDashboard.Commands;

/// <summary>Prints results, one line each, as they come.</summary>
internal abstract class ResultWriter
{
    /// <exception cref="IOException">Standard output takes no more: its reader has gone, or the disk is full.</exception>
    public abstract void Write(ProbeResult result);

    /// <summary>The writer of a format; transcripts are for JSON lines only.</summary>
    public static ResultWriter For(string format, ProbeCatalog catalog, bool withTranscripts) =>
        format is "jsonl" ? new JsonLines(withTranscripts) : new TextLines(catalog);

    // The console's own stream says nothing when its reader has gone (as in "| head"), and the scan would go on for nobody. It stays the way
    // to a file, whose position it shares with others that write there.
    private static Stream OpenOutput()
    {
        var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? Console.OpenStandardOutput() : output;
    }

    private sealed class TextLines(ProbeCatalog catalog) : ResultWriter
    {
        private readonly Stream _output = OpenOutput();

        public override void Write(ProbeResult result)
        {
            var verdict = result.Verdict;
            var words = verdict.Failure is ProbeFailure.None
                ? verdict.Prompt
                : $"{verdict.Failure}  {(verdict.Prompt is null ? string.Empty : verdict.Prompt + "  ")}{verdict.Detail}";
            _output.Write(Encoding.UTF8.GetBytes(
                $"{DateTime.Now:yyyy-MM-dd HH:mm:ss.ffffff}  {catalog.TitleOf(result.Protocol),-6}  {result.Device,-15}  {ResultJson.NameOf(verdict.Outcome),-6}  {words}\n"));
        }
    }

    private sealed class JsonLines(bool withTranscripts) : ResultWriter
    {
        private readonly Stream _output = OpenOutput();
        private readonly ArrayBufferWriter<byte> _buffer = new(1024);

        public override void Write(ProbeResult result)
        {
            _buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_buffer, ResultJson.Options))
            {
                ResultJson.Write(json, result, withTranscripts);
            }

            _buffer.Write("\n"u8);
            _output.Write(_buffer.WrittenSpan);
        }
    }
}
