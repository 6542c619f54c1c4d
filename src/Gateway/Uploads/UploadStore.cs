using System.Buffers;
using System.Security.Cryptography;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Uploads;

/// <summary>
/// Streams uploaded audio to disk: never in memory, never above the limit. Kept uploads are named by their content, so the same file twice is stored once.
/// </summary>
internal sealed class UploadStore
{
    private const int BufferBytes = 128 * 1024;
    private readonly string temporary;
    private readonly string kept;

    public UploadStore(GatewayOptions options)
    {
        temporary = Path.Combine(options.UploadFolder, "incoming");
        kept = Path.Combine(options.UploadFolder, "audio");
        Directory.CreateDirectory(temporary);
        Directory.CreateDirectory(kept);

        // What a killed process left behind was never acknowledged.
        foreach (var leftover in Directory.EnumerateFiles(temporary)) File.Delete(leftover);
    }

    /// <summary>Receives audio for one request; the caller deletes it.</summary>
    public Task<Upload> ReceiveAsync(HttpRequest request, long limit, CancellationToken cancellationToken) =>
        WriteAsync(request, limit, null, cancellationToken);

    /// <summary>Receives audio to keep. When this returns, the bytes are on disk.</summary>
    public async Task<Upload> KeepAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var received = await WriteAsync(request, limit, hash, cancellationToken);
        if (received.Path is null) return received;
        var name = Convert.ToHexStringLower(hash.GetHashAndReset());
        var folder = Path.Combine(kept, name[..2]);
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, name);
        if (File.Exists(target)) File.Delete(received.Path);
        else File.Move(received.Path, target, overwrite: true);
        return new Upload(target, null);
    }

    private async Task<Upload> WriteAsync(HttpRequest request, long limit, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit + GatewayOptions.Overhead) return new Upload(null, Problem.TooLarge(limit));
        var (body, problem) = await BodyAsync(request, cancellationToken);
        if (body is null) return new Upload(null, problem);
        var path = Path.Combine(temporary, Guid.NewGuid().ToString("N"));
        var complete = false;
        try
        {
            var length = await CopyAsync(body, path, limit, hash, cancellationToken);
            if (length > limit) return new Upload(null, Problem.TooLarge(limit));
            if (length == 0) return new Upload(null, Problem.BadRequest("The body is empty: send the bytes of an audio file."));
            complete = true;
            return new Upload(path, null);
        }
        finally
        {
            if (!complete) File.Delete(path);
        }
    }

    private static async Task<long> CopyAsync(Stream body, string path, long limit, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
            var length = 0L;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                length += read;
                if (length > limit) return length;
                hash?.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (hash is not null) file.Flush(flushToDisk: true);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The body itself, or the first file of a form.
    private static async Task<(Stream? Body, ProblemHttpResult? Problem)> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (request.Body, null);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) return (null, Problem.BadRequest("The multipart body has no boundary.", "Content-Type"));
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true) return (section.Body, null);
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return (null, Problem.BadRequest("The multipart body is damaged."));
        }

        return (null, Problem.BadRequest("The multipart body holds no file."));
    }
}
