using System.Globalization;
using System.Net.Http.Json;

namespace Cluster.Cli.Gateway;

/// <content>Feedback, labels and the review queue.</content>
internal sealed partial class GatewayClient
{
    /// <summary>Gives feedback; the same key of one author again answers with the same feedback.</summary>
    public Task<Received<FeedbackAnswer>> GiveFeedbackAsync(GiveFeedback wish, string idempotencyKey, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "feedback") { Content = JsonContent.Create(wish, GatewayJson.Default.GiveFeedback) };
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            GatewayJson.Default.FeedbackAnswer,
            cancellationToken);
    }

    /// <summary>Takes feedback back.</summary>
    public Task<Received<FeedbackAnswer>> UndoFeedbackAsync(string id, string author, string kind, CancellationToken cancellationToken) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Delete, $"feedback/{Uri.EscapeDataString(id)}?author={Uri.EscapeDataString(author)}&kind={Uri.EscapeDataString(kind)}"),
        GatewayJson.Default.FeedbackAnswer,
        cancellationToken);

    /// <summary>Feedback, newest first.</summary>
    /// <param name="track">On this track; null for any.</param>
    /// <param name="author">By this author; null for any.</param>
    /// <param name="undone">Also what was taken back.</param>
    /// <param name="limit">Most entries.</param>
    /// <param name="cursor">From the page before; null: from the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Received<FeedbackListAnswer>> ListFeedbackAsync(
        string? track, string? author, bool undone, int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"feedback?limit={limit.ToString(CultureInfo.InvariantCulture)}{Parameter("track", track)}{Parameter("author", author)}{(undone ? "&undone=true" : string.Empty)}{Parameter("cursor", cursor)}",
        GatewayJson.Default.FeedbackListAnswer,
        cancellationToken);

    /// <summary>How far raters agree.</summary>
    public Task<Received<AgreementAnswer>> GetAgreementAsync(IReadOnlyList<string> kinds, int least, CancellationToken cancellationToken) => GetAsync(
        $"feedback/agreement?least={least.ToString(CultureInfo.InvariantCulture)}{string.Concat(kinds.Select(kind => Parameter("kind", kind)))}",
        GatewayJson.Default.AgreementAnswer,
        cancellationToken);

    /// <summary>The labels that feedback comes to.</summary>
    public Task<Received<LabelsAnswer>> ListLabelsAsync(int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"labels?limit={limit.ToString(CultureInfo.InvariantCulture)}{Parameter("cursor", cursor)}", GatewayJson.Default.LabelsAnswer, cancellationToken);

    /// <summary>What a person should listen to.</summary>
    public Task<Received<ReviewsAnswer>> ListReviewsAsync(int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"review?limit={limit.ToString(CultureInfo.InvariantCulture)}{Parameter("cursor", cursor)}", GatewayJson.Default.ReviewsAnswer, cancellationToken);

    private static string Parameter(string name, string? value) => value is null ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";
}
