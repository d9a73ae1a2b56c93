using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Engine.Tests.Probing;

/// <summary>What is kept of what a device sent: bounded, showable, and without secrets whatever stands between their characters.</summary>
public sealed class TranscriptTests
{
    private const string Password = "open-sesame-42";

    [Fact]
    public void Nothing_received_is_no_transcript() => Assert.Null(new TranscriptRecorder([]).Finish());

    [Fact]
    public void Lines_stay_lines_and_all_other_control_is_written_out()
    {
        var text = Record("\r\nWelcome\r\r\n\tto \u001b[1mR1\u001b[0m\r\0\nbell\a, lone\r\0return, nul\0, \u202etxt.exe\u2028\r\nR1#").Text;

        Assert.Equal(
            "\nWelcome\n\tto \\u001B[1mR1\\u001B[0m\nbell\\u0007, lone\\u000Dreturn, nul\\u0000, \\u202Etxt.exe\\u2028\nR1#", text);
    }

    [Fact]
    public void A_character_in_pieces_is_one_and_what_is_no_text_is_marked()
    {
        var recorder = new TranscriptRecorder([]);
        foreach (var b in "Grüße, 世界"u8.ToArray().Append((byte)0xFF).Append((byte)'!'))
        {
            recorder.Add([b]);
        }

        Assert.Equal("Grüße, 世界\uFFFD!", recorder.Finish()!.Text);
    }

    [Fact]
    public void Messages_stand_on_lines_of_their_own()
    {
        var recorder = new TranscriptRecorder([]);
        recorder.AddMessage("Keep out\r\n\r\n");
        recorder.AddMessage("  \n");
        recorder.AddMessage(null);
        recorder.Add("R1#"u8);
        recorder.AddMessage("Bye");

        Assert.Equal("Keep out\nR1#\nBye\n", recorder.Finish()!.Text);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\u001b]0;{0}\a")]
    public void A_secret_is_hidden_however_it_arrives(string around)
    {
        var text = string.Format(null, around, Password);
        for (var size = 1; size <= text.Length; size++)
        {
            AssertHidden(Record($"before {text} after", size), $"In pieces of {size}");
        }
    }

    [Theory]
    [InlineData("\r\n", "a terminal wraps")]
    [InlineData(" \r", "a shell wraps")]
    [InlineData(" \b", "a shell moves the cursor")]
    [InlineData("\0", "padding")]
    [InlineData("\u001b[0m\u001b[1;31m", "colours")]
    [InlineData("\u001b(B\u001b[m", "a terminal is reset")]
    [InlineData("\u001b[32m \b\r\n", "all together")]
    [InlineData("\b*", "what was typed is masked")]
    [InlineData("\u200b", "nothing to see")]
    public void A_secret_is_hidden_whatever_stands_between_its_characters(string noise, string why)
    {
        var text = string.Concat(Password.Select(c => c + noise));

        AssertHidden(Record($"before {text}\r\nafter"), why);
        AssertHidden(Record($"before {text}\r\nafter", pieces: 1), why);
    }

    [Fact]
    public void A_masked_secret_was_never_there() =>
        Assert.Equal("Password: **************\n", Record($"Password: {new string('*', Password.Length)}\r\n").Text);

    [Fact]
    public void All_secrets_are_hidden_also_where_one_is_part_of_another() =>
        Assert.Equal("*** then ***, *** and ***", Record($"{Password} then {Password}x, xyz and sesame", secrets: [Password, Password + "x", "xyz", "sesame"]).Text);

    [Fact]
    public void A_short_secret_is_hidden_where_it_stands_alone_and_not_within_words() =>
        Assert.Equal("collaboration in the ***: ***!", Record("collaboration in the lab: lab!", secrets: ["lab"]).Text);

    [Fact]
    public void A_secret_with_letters_beyond_ASCII_is_hidden() => Assert.Equal("say ***.", Record("say Sésam-öffne-dich-🔑.", pieces: 1, secrets: ["Sésam-öffne-dich-🔑"]).Text);

    [Theory]
    [InlineData(TranscriptRecorder.MaxLength)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void A_secret_at_any_border_of_what_is_left_out_is_hidden(int length)
    {
        var step = length > 100_000 ? 7 : 1;
        foreach (var border in new[] { (TranscriptRecorder.MaxLength / 2) - 32, length - (TranscriptRecorder.MaxLength / 2) + 32 })
        {
            for (var at = border - 40; at < border + 40; at += step)
            {
                var text = new StringBuilder().Append('x', length).Insert(at, Password).ToString();

                var transcript = Record(text, pieces: 900);

                Assert.True(transcript.Text.Length <= TranscriptRecorder.MaxLength, $"{transcript.Text.Length} characters were kept.");
                for (var part = 3; part <= Password.Length; part++)
                {
                    Assert.False(
                        transcript.Text.Contains(Password[..part], StringComparison.Ordinal) || transcript.Text.Contains(Password[^part..], StringComparison.Ordinal),
                        $"With the secret at {at} of {length}, {part} characters of it are shown.");
                }
            }
        }
    }

    [Theory]
    [InlineData(8192, 0)]
    [InlineData(8193, 65)]
    [InlineData(1_000_000, 991_872)]
    public void Of_a_long_text_beginning_and_end_are_kept_and_the_rest_is_counted(int length, int leftOut)
    {
        var text = "begin" + new string('x', length - 8) + "end";

        var transcript = Record(text, pieces: 1000);

        Assert.StartsWith("beginxxx", transcript.Text, StringComparison.Ordinal);
        Assert.EndsWith("xxxend", transcript.Text, StringComparison.Ordinal);
        Assert.True(transcript.Text.Length <= TranscriptRecorder.MaxLength, $"{transcript.Text.Length} characters were kept.");
        Assert.Equal(leftOut > 0, transcript.IsCut);
        Assert.Equal(leftOut > 0, transcript.Text.Contains($"\n[... {leftOut} characters left out ...]\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\r")]
    [InlineData("\u001b")]
    [InlineData("\b \u001b[")]
    [InlineData("\u202e\u2066")]
    [InlineData("open-")]
    public void A_flood_is_bounded_and_every_escape_in_it_is_whole(string noise)
    {
        var transcript = Record(string.Concat(Enumerable.Repeat(noise, 40_000)), pieces: 1000);

        Assert.True(transcript.IsCut);
        Assert.InRange(transcript.Text.Length, TranscriptRecorder.MaxLength / 2, TranscriptRecorder.MaxLength);
        Assert.DoesNotContain(transcript.Text, c => c is not '\n' && char.IsControl(c));
        Assert.Equal(transcript.Text.Split("\\u").Length, transcript.Text.Split("\\u00").Length + transcript.Text.Split("\\u20").Length - 1);
    }

    [Fact]
    public void Memory_stays_bounded_while_a_device_floods()
    {
        var recorder = new TranscriptRecorder([new Secret(Password)]);
        var flood = new byte[1000];
        Array.Fill(flood, (byte)'x');
        recorder.Add(flood);
        for (var i = 0; i < 20; i++)
        {
            recorder.Add(flood);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            recorder.Add(flood);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertHidden(Transcript transcript, string why)
    {
        Assert.True(transcript.Text.Contains("***", StringComparison.Ordinal), $"{why}: nothing was hidden in '{transcript.Text}'.");
        var letters = string.Concat(transcript.Text.Where(c => char.IsLetterOrDigit(c) || c is '-'));
        Assert.True(!letters.Contains("sesame", StringComparison.Ordinal) && !letters.Contains("-42", StringComparison.Ordinal), $"{why}: the secret can be read in '{transcript.Text}'.");
        Assert.StartsWith("before ", transcript.Text, StringComparison.Ordinal);
        Assert.EndsWith("after", transcript.Text, StringComparison.Ordinal);
    }

    private static Transcript Record(string text, int pieces = 4096, string[]? secrets = null)
    {
        var recorder = new TranscriptRecorder((secrets ?? [Password]).Select(value => new Secret(value)));
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(pieces))
        {
            recorder.Add(piece);
        }

        return recorder.Finish()!;
    }
}
