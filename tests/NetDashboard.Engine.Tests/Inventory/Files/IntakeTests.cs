using System.Text;
using Microsoft.Extensions.Time.Testing;
using NetDashboard.Engine.Tests.Lab;
using NetDashboard.Inventory.Files;

namespace NetDashboard.Engine.Tests.Inventory.Files;

/// <summary>Uploads that are slow, lie or break off cost what they sent and leave nothing.</summary>
public sealed class IntakeTests : IAsyncDisposable
{
    private readonly LibraryRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Fifty_slow_uploads_at_once_all_arrive()
    {
        var before = _rig.DataFiles();
        var uploads = Enumerable.Range(0, 50).Select(i => new SlowStream($"- {{host: r{i}, auth_password: canary-{i}, auth_strict_key: false}}\n")).ToArray();
        var previews = uploads.Select((upload, i) => _rig.Library.PreviewUploadAsync($"{i}.yaml", upload)).ToArray();
        Assert.DoesNotContain(previews, preview => preview.IsCompleted);

        foreach (var upload in uploads)
        {
            upload.Go();
        }

        var devices = (await Task.WhenAll(previews)).Sum(preview => preview.Devices);
        Assert.Equal(50, devices);
        Assert.Equal(before, _rig.DataFiles());
    }

    [Fact]
    public async Task Memory_goes_by_what_arrives_and_not_by_what_is_promised()
    {
        var intake = new UploadIntake(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => intake.ReadAsync(new SlowStream("- {host: r1}") { PromisedLength = long.MaxValue }, stop.Token)).ToArray();

        Assert.InRange(intake.Held, 1, 50 * 64 * 1024);
        await stop.CancelAsync();
        foreach (var upload in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        }

        Assert.Equal(0, intake.Held);
    }

    [Fact]
    public async Task All_uploads_together_are_bounded_and_a_refused_one_can_come_again()
    {
        var intake = new UploadIntake(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => intake.ReadAsync(new SlowStream(new string('#', 9 * 1024 * 1024)) { WaitsAtEnd = true }, stop.Token)).ToArray();
        await Until.TrueAsync(() => waiting.Count(upload => upload.IsFaulted) >= 40, () => $"{intake.Held} bytes are held.");

        Assert.InRange(intake.Held, 1, UploadIntake.MaxBytes);
        Assert.All(waiting.Where(upload => upload.IsFaulted), upload => Assert.IsType<IOException>(upload.Exception!.InnerException));
        await stop.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(0, intake.Held);
        using var again = await intake.ReadAsync(new MemoryStream(new byte[12]), default);
        Assert.Equal(12, again.Content.Length);
    }

    [Fact]
    public async Task What_has_arrived_takes_its_room_until_it_has_been_read()
    {
        var intake = new UploadIntake(TimeProvider.System);
        var arrived = new List<ArrivedUpload>();
        for (var i = 0; i < 7; i++)
        {
            arrived.Add(await intake.ReadAsync(new MemoryStream(new byte[9 * 1024 * 1024]), default));
        }

        await Assert.ThrowsAsync<IOException>(() => intake.ReadAsync(new MemoryStream(new byte[9 * 1024 * 1024]), default));
        arrived[0].Dispose();
        arrived[0].Dispose();
        arrived[0] = await intake.ReadAsync(new MemoryStream(new byte[9 * 1024 * 1024]), default);
        arrived.ForEach(one => one.Dispose());
        Assert.Equal(0, intake.Held);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_cut_and_refused()
    {
        using var preview = await _rig.Library.PreviewUploadAsync("a.yaml", new EndlessStream());
        Assert.False(preview.IsGood);
        Assert.Contains("larger than 10 MB", preview.Findings[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_stands_still_ends()
    {
        var time = new FakeTimeProvider();
        var upload = new UploadIntake(time).ReadAsync(new SlowStream("- {host: r1}"), default);
        time.Advance(UploadIntake.MaxSilence);
        Assert.Contains("stood still", (await Assert.ThrowsAsync<IOException>(() => upload)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var before = _rig.DataFiles();
        using var stop = new CancellationTokenSource();
        var aborted = _rig.Library.PreviewUploadAsync("a.yaml", new SlowStream("- {host: r1}\n"), cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aborted);
        await Assert.ThrowsAsync<IOException>(() => _rig.Library.PreviewUploadAsync("a.yaml", new SlowStream("- {host: r1}") { Breaks = true }));

        Assert.Empty(_rig.Library.List());
        Assert.Equal(before, _rig.DataFiles());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(InventoryReader.MaxBytes)]
    [InlineData(InventoryReader.MaxBytes + 1)]
    public async Task Every_byte_arrives(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        using var arrived = await new UploadIntake(TimeProvider.System).ReadAsync(new MemoryStream(content), default);
        Assert.True(arrived.Content.Span.SequenceEqual(content));
    }

    /// <summary>Gives nothing until told to, and lies about its length.</summary>
    private sealed class SlowStream(string text) : Stream
    {
        private readonly byte[] _content = Encoding.UTF8.GetBytes(text);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _given;

        public bool WaitsAtEnd { get; init; }

        public bool Breaks { get; init; }

        public long PromisedLength { get; init; } = 1;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => PromisedLength;

        public override long Position { get; set; }

        public void Go() => _go.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Breaks)
            {
                throw new IOException("The connection broke.");
            }

            if (!WaitsAtEnd || _given == _content.Length)
            {
                await _go.Task.WaitAsync(cancellationToken);
            }

            var count = Math.Min(buffer.Length, _content.Length - _given);
            _content.AsSpan(_given, count).CopyTo(buffer.Span);
            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'#');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
