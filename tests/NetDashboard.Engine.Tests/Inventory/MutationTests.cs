using System.Diagnostics;
using System.Text;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>Thousands of damaged files: no crash, no hang, no refusal without a place, and no secret in any finding.</summary>
public sealed class MutationTests
{
    private const int Rounds = 2500;

    private const string Marks = "\"'#:,-[]{}&*!|>%@ \t\n?~";

    [Fact]
    public void The_undamaged_files_are_good()
    {
        foreach (var (name, text) in Samples.All)
        {
            Reading.Accepted(InventoryReader.Read([Reading.Source(text, name)]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_files_harm_nothing_and_betray_nothing(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (name, text) = Samples.All[round % Samples.All.Length];
            var content = Damage(random, Encoding.UTF8.GetBytes(text));
            var watch = Stopwatch.StartNew();
            var reading = InventoryReader.Read([new InventorySource(name, content, Reading.Folder)]);

            var context = $"Seed {seed}, round {round}:\n{Reading.Text(reading)}\n{Encoding.UTF8.GetString(content)}";
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Took {watch.Elapsed}. {context}");
            Assert.True(reading.Inventory is not null || reading.Findings.Any(f => f.Severity is FindingSeverity.Error), $"Refused without a reason. {context}");
            Assert.True(reading.Findings.All(f => f is { Line: >= 1, Column: >= 1, Message.Length: > 0 }), $"A finding without a place. {context}");
            Assert.True(!Samples.Canaries.Any(canary => Reading.Text(reading).Contains(canary, StringComparison.OrdinalIgnoreCase)), $"A secret shows. {context}");
            Assert.True(reading.Findings.All(f => FindingCode.All.Any(kind => kind.Code == f.Code && kind.Severity == f.Severity)), $"A code nobody knows. {context}");
            refused += reading.Inventory is null ? 1 : 0;
        }

        Assert.InRange(refused, Rounds / 4, Rounds - 1);
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 0; times--)
        {
            bytes = random.Next(6) switch
            {
                0 => bytes[..random.Next(bytes.Length)],
                1 => Flip(random, bytes, (byte)random.Next(256)),
                2 => Flip(random, bytes, (byte)Marks[random.Next(Marks.Length)]),
                3 => Remove(random, bytes),
                4 => Repeat(random, bytes),
                _ => SwapLines(random, bytes),
            };
        }

        return bytes;
    }

    private static byte[] Flip(Random random, byte[] bytes, byte value)
    {
        var copy = bytes.ToArray();
        copy[random.Next(copy.Length)] = value;
        return copy;
    }

    private static byte[] Remove(Random random, byte[] bytes)
    {
        var start = random.Next(bytes.Length);
        return [.. bytes[..start], .. bytes[Math.Min(start + random.Next(1, 20), bytes.Length)..]];
    }

    private static byte[] Repeat(Random random, byte[] bytes)
    {
        var start = random.Next(bytes.Length);
        var end = Math.Min(start + random.Next(1, 60), bytes.Length);
        return [.. bytes[..end], .. bytes[start..]];
    }

    private static byte[] SwapLines(Random random, byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
